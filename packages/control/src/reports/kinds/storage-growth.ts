import { sql as raw } from 'kysely'
import { dayOf } from '../../governance/growth-day.ts'
import type { Report } from '../report.ts'

const DAY_MS = 24 * 3_600_000
const DAYS = 90

/** What was protected and stored on each day. */
export const storageGrowth: Report = {
  title: 'Storage growth',
  answers: 'How much data is protected, and how much does it take in storage, day by day?',
  columns: [
    { key: 'day', kind: 'day', title: 'Day (UTC)' },
    { key: 'people', kind: 'count', title: 'People with a backup' },
    { key: 'items', kind: 'count', title: 'Files' },
    { key: 'bytes', kind: 'bytes', title: 'Protected (bytes)' },
    { key: 'storedBytes', kind: 'bytes', title: 'Stored (bytes)' },
  ],
  filters: ['profileId', 'days'],
  sort: 'day',
  order: 'descending',
  async rows({ control, actor, filter: { profileId, days = DAYS } }) {
    const { sql, clock } = control
    const { profiles } = actor
    return sql
      .selectFrom('growth')
      .select(({ fn }) => [
        'day as id',
        'day',
        raw<null>`null::uuid`.as('personId'),
        raw<string | null>`${profileId ?? null}::uuid`.as('profileId'),
        raw<number>`${fn.sum('people')}::bigint`.as('people'),
        raw<number>`${fn.sum('items')}::bigint`.as('items'),
        raw<number>`${fn.sum('bytes')}::bigint`.as('bytes'),
        raw<number>`${fn.sum('storedBytes')}::bigint`.as('storedBytes'),
      ])
      .where('day', '>', dayOf(clock.now() - days * DAY_MS))
      .$if(profileId !== undefined, (select) => select.where('growth.profileId', '=', profileId ?? ''))
      .$if(profiles !== undefined, (select) =>
        select.where((query) =>
          profiles?.length ? query('growth.profileId', 'in', [...profiles]) : query.lit(false),
        ),
      )
      .groupBy('day')
  },
}
