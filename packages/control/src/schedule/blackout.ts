import { z } from 'zod'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, 00:00 to 23:59')

/**
 * No backup begins between these times of day; one that runs may end. May reach over midnight; two equal times are a
 * whole day, from that time on.
 */
export const blackout = z
  .strictObject({
    from: time,
    to: time,
    /** Days on which it begins; 0 is Sunday, none means every day. */
    days: z.array(z.int().min(0).max(6)).max(7).default([]),
  })
  .refine(({ from, to, days }) => from !== to || (days.length > 0 && new Set(days).size < 7), {
    message: 'a blackout of the whole week leaves no time for backups',
    path: ['to'],
  })

export type Blackout = z.infer<typeof blackout>
