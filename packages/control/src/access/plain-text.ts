import { z } from 'zod'

/** Whether the database takes it, in a column and in a document: no control characters, no half of a surrogate pair. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text)
}

/** One line of text as people write it, without what surrounds it; `most` characters. */
export function plainText(most: number) {
  return z.string().trim().max(most).refine(isPlain, 'one line of text, without control characters')
}
