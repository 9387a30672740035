import type { Expression } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { ReportFilter } from './report-filter.ts'

/** What a cell holds: text, one of some words, a number, bytes, an instant, a day, or a length of time in seconds. */
export type ColumnKind = 'text' | 'choice' | 'count' | 'bytes' | 'moment' | 'day' | 'duration'

export interface ReportColumn {
  readonly key: string
  readonly kind: ColumnKind
  /** In English, for files and mails; pages have their own words. */
  readonly title: string
  /** The words of a choice, in the order that they are sorted in. */
  readonly choices?: readonly string[]
  /** Whether the sum of all rows says something. */
  readonly isSummed?: boolean
  /** Too long for a mail; files have it. */
  readonly isLong?: boolean
}

export interface ReportContext {
  readonly control: Pick<Control, 'sql' | 'clock'>
  readonly actor: Actor
  readonly filter: ReportFilter
}

/** A question about the backups, and how it is answered. */
export interface Report {
  readonly title: string
  /** The question. */
  readonly answers: string
  readonly columns: readonly ReportColumn[]
  /** What its rows can be narrowed by; of a choice, the key of its column. */
  readonly filters: readonly (keyof ReportFilter)[]
  readonly sort: string
  readonly order: 'ascending' | 'descending'
  /**
   * The query of its rows: the columns by their keys, and `id` (text). Those about people have `personId`, `profileId`,
   * `person` and `address`, and nobody whom the actor may not see.
   */
  rows(context: ReportContext): Promise<Expression<object>>
}

/** Null where there is nothing to tell; instants are text (RFC 3339). */
export type Cell = string | number | null

export interface ReportRow {
  readonly id: string
  /** Whom it is about; null where it is about nobody. */
  readonly personId: string | null
  readonly cells: Readonly<Record<string, Cell>>
}
