import { z } from 'zod'

/** One or several, as a query says it. */
export function several<Item extends z.ZodType<string>>(item: Item) {
  return z.union([item.transform((one) => [one]), z.array(item).max(100)]).optional()
}
