import { z } from 'zod'

const EARLIEST = Date.parse('0001-01-02T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

/** JavaScript knows years that the database does not, and writes them as it cannot read them. */
export function isStorable(date: Date): boolean {
  return date.getTime() >= EARLIEST && date.getTime() <= LATEST
}

const BEYOND = 'a time in the years 1 to 9999'

/** An instant as text (RFC 3339), as callers give it; with a zone, so that it means one. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isStorable(new Date(text)), { error: BEYOND })

/** An instant as it comes in an address: text, or milliseconds. */
export const moment = z.coerce.date().refine(isStorable, { error: BEYOND })

export function instantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
