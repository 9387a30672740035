import { z } from 'zod'
import { controlErrors } from '../errors.ts'
import type { SortKey } from './sort-key.ts'

/** Where a page ended: by what its last row is sorted, and that row's id. */
type Place = readonly [key: string, id: string]

const KEYS = {
  text: z.string().max(1_000).refine(isStorable),
  bigint: z.string().regex(/^-?\d{1,18}$/),
} as const satisfies Readonly<Record<SortKey['type'], z.ZodType<string>>>

export function writeReportCursor(at: Place): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url')
}

/** Raises HF_INVALID. */
export function readReportCursor(text: string, { type }: Pick<SortKey, 'type'>): Place {
  try {
    const place = z.tuple([KEYS[type], z.string().max(200).refine(isStorable)])
    return place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch (cause) {
    throw controlErrors.HF_INVALID({ reason: 'cursor: not one that this report gave' }, { cause })
  }
}

/** Errors have lines, which a text of the database may have; it has no NUL, and no half of a surrogate pair. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
