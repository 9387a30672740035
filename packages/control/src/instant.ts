import { z } from 'zod'

/** An instant as text (RFC 3339), as callers give it; with a zone, so that it means one. */
export const instant = z.iso.datetime({ offset: true })

export function instantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
