import { sql as raw, type SqlBool } from 'kysely'
import { now } from '../../control.ts'
import type { Report } from '../report.ts'
import { PEOPLE_COLUMNS, STATUS_COLUMN } from './people-columns.ts'
import { peopleRows } from './people-rows.ts'
import { promisedIntervals } from './promised-interval.ts'

/** Who has no backup as new as their profile promises. */
export const missedBackups: Report = {
  title: 'Missed backups',
  answers: 'Whose last good backup is older than their profile promises, and by how much?',
  columns: [
    ...PEOPLE_COLUMNS,
    { key: 'lastSuccess', kind: 'moment', title: 'Last success' },
    { key: 'promised', kind: 'duration', title: 'Promised every (seconds)' },
    { key: 'overdue', kind: 'duration', title: 'Overdue by (seconds)' },
    STATUS_COLUMN,
    { key: 'errorCode', kind: 'text', title: 'Error code' },
    { key: 'error', kind: 'text', title: 'Error', isLong: true },
  ],
  filters: ['search', 'profileId', 'status'],
  sort: 'overdue',
  order: 'descending',
  async rows(context) {
    const { control } = context
    const intervals = await promisedIntervals(control.sql, control.clock.now())
    const promised = raw<number>`(${JSON.stringify(intervals)}::jsonb ->> profile.id::text)::double precision`
    const age = raw<number>`extract(epoch from ${now(control)}::timestamptz - coalesce(onedrive.last_success_at, person.created_at))`
    return (
      peopleRows(context)
        .select([
          'onedrive.lastSuccessAt as lastSuccess',
          raw<number>`floor(${promised})::bigint`.as('promised'),
          raw<number>`floor(${age} - ${promised})::bigint`.as('overdue'),
          'onedrive.lastStatus as status',
          'onedrive.lastErrorCode as errorCode',
          'onedrive.lastError as error',
        ])
        .where('onedrive.state', '=', 'enabled')
        .where('person.state', '=', 'active')
        .where(raw<SqlBool>`coalesce((profile.settings->'backup'->>'enabled')::boolean, true)`)
        // Whoever has no OneDrive at Microsoft misses nothing.
        .where(raw<SqlBool>`onedrive.last_error_code is distinct from 'HF_NO_DRIVE'`)
        .where(raw<SqlBool>`${age} > ${promised}`)
    )
  },
}
