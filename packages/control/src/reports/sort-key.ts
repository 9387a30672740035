import { type RawBuilder, sql as raw } from 'kysely'
import type { ColumnKind, ReportColumn } from './report.ts'

export interface SortKey {
  readonly value: RawBuilder<unknown>
  /** Its type in the database, as which a place in the order is read again. */
  readonly type: 'text' | 'bigint'
}

/** Before every number, and every instant. */
const NOTHING = raw`-9007199254740991`

const TEXTS: readonly ColumnKind[] = ['text', 'day']

/** By what rows stand in the order of a column: never null, so that there is a place for each. */
export function sortKeyOf({ key, kind, choices = [] }: ReportColumn): SortKey {
  const cell = raw.ref(`report.${key}`)
  if (TEXTS.includes(kind)) return { type: 'text', value: raw`left(lower(coalesce(${cell}, '')), 200)` }
  if (kind === 'moment') {
    const microseconds = raw`(extract(epoch from ${cell}) * 1000000)::bigint`
    return { type: 'bigint', value: raw`coalesce(${microseconds}, ${NOTHING})` }
  }
  if (kind !== 'choice') return { type: 'bigint', value: raw`coalesce(${cell}, ${NOTHING})` }
  const places = raw.join(choices.map((choice) => raw.lit(choice)))
  return { type: 'bigint', value: raw`coalesce(array_position(array[${places}], ${cell}::text), 0)::bigint` }
}
