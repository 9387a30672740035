import { controlErrors } from '@holdfast/control'
import { z } from 'zod'

const cursor = z.string().min(1).max(2_000)

/** A page of a list, as it is asked for. `filters` are the list's own parameters. */
export function pageQuery<Filters extends z.ZodRawShape>(filters: Filters) {
  return z.strictObject({
    ...filters,
    limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('Most items of the page.'),
    cursor: cursor.optional().describe('`nextCursor` of the page before.'),
  })
}

/** A page of a list, as it is given. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Where the next page begins; null when this is the last one.'),
  })
}

/** Where a page ended: what the order of the list goes by, unreadable so that nobody builds upon it. */
export function writeCursor(place: readonly (string | number | Date)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Raises HF_INVALID for what is not of such a list. */
export function readCursor<Place extends z.ZodType>(schema: Place, text: string): z.output<Place> {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch (cause) {
    throw controlErrors.HF_INVALID({ reason: 'cursor: not one of this list' }, { cause })
  }
}

/** A page of a list that is short enough to be read whole; begins after the item that the page before ended with. */
export function pageOf<Item extends { readonly id: string }>(
  all: readonly Item[],
  { limit, cursor: from }: { readonly limit: number; readonly cursor?: string | undefined },
): { readonly items: readonly Item[]; readonly nextCursor: string | null } {
  let start = 0
  if (from !== undefined) {
    const [id] = readCursor(z.tuple([z.string()]), from)
    start = all.findIndex((item) => item.id === id) + 1
    if (start === 0) throw controlErrors.HF_INVALID({ reason: 'cursor: the list was changed; begin again' })
  }
  const items = all.slice(start, start + limit)
  const last = items.at(-1)
  return { items, nextCursor: last && start + limit < all.length ? writeCursor([last.id]) : null }
}
