import type { ReportFilter } from '../report-filter.ts'
import type { Rhythm } from './report-schedule.ts'

/** A schedule as lists show it. */
export interface ReportScheduleView {
  readonly id: string
  readonly report: string
  readonly filter: ReportFilter
  readonly rhythm: Rhythm
  readonly time: string
  readonly timeZone: string
  readonly attachCsv: boolean
  readonly recipients: readonly string[]
  /** Who saved it last, in whose name it is sent. */
  readonly accountId: string
  readonly accountName: string
  readonly nextAt: Date
  readonly version: number
  /** Mails that wait to be sent. */
  readonly waiting: number
  readonly lastSentAt: Date | null
  /** Why the newest mail was not taken. */
  readonly lastError: string | null
}
