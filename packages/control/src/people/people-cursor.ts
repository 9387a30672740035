import { z } from 'zod'
import { controlErrors } from '../errors.ts'
import { ORDERS, type PeopleSort } from './people-order.ts'

/** Where a page ended: the values that the last person of it is sorted by. */
export type PeopleCursor = readonly string[]

export function writeCursor(sort: PeopleSort, values: PeopleCursor): string {
  return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url')
}

/** Raises HF_INVALID, also for the cursor of a list in another order. */
export function readCursor(sort: PeopleSort, text: string): PeopleCursor {
  try {
    const [, ...values] = z
      .tuple([z.literal(sort)], z.string())
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    const schemas = ORDERS[sort]
    if (values.length !== schemas.length) throw new Error('it has another number of values')
    return schemas.map((each, i) => each.text.parse(values[i]))
  } catch (cause) {
    throw controlErrors.HF_INVALID({ reason: 'cursor: not one that this list gave' }, { cause })
  }
}
