import { z } from 'zod'
import { isTimeZone } from '../../schedule/zone.ts'
import { reportFilter } from '../report-filter.ts'
import { REPORT_NAMES } from '../reports.ts'

/** On which days a report is sent. */
export const rhythm = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day') }),
  /** 0 is Sunday. */
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(0).max(6) }),
  /** In a month that is shorter, its last day. */
  z.strictObject({ every: z.literal('month'), day: z.int().min(1).max(31) }),
])

export type Rhythm = z.infer<typeof rhythm>

/** Which report is sent, when and to whom. */
export const reportScheduleInput = z.strictObject({
  report: z.enum(REPORT_NAMES),
  filter: reportFilter.prefault({}),
  rhythm,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, 00:00 to 23:59'),
  /** IANA name. */
  timeZone: z.string().max(64).refine(isTimeZone, 'a time zone such as Europe/Berlin').default('UTC'),
  /** Whether all rows come as a file. */
  attachCsv: z.boolean().default(true),
  recipients: z
    .array(z.email().max(320))
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, 'each address once'),
})

export type ReportScheduleInput = z.input<typeof reportScheduleInput>
