import { z } from 'zod'
import { controlErrors } from '../errors.ts'

/** Where a page ended: the last person's name as it is sorted by, and id. */
export type PeopleCursor = readonly [name: string, id: string]

const cursorParts = z.tuple([z.string(), z.uuid()])

export function writeCursor(cursor: PeopleCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Raises HF_INVALID. */
export function readCursor(text: string): PeopleCursor {
  try {
    return cursorParts.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch (cause) {
    throw controlErrors.HF_INVALID({ reason: 'cursor: not one that a list gave' }, { cause })
  }
}
