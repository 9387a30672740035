import { sql as raw } from 'kysely'
import type { Report } from '../report.ts'
import { PEOPLE_COLUMNS } from './people-columns.ts'
import { peopleRows } from './people-rows.ts'

const DELETE_AFTER = raw`(profile.settings -> 'preserved' ->> 'deleteAfterDays')::integer`

/** Who is no longer backed up and whose data is kept. */
export const preservedPeople: Report = {
  title: 'Preserved people',
  answers: 'Who has left, whose data is kept, and until when?',
  columns: [
    ...PEOPLE_COLUMNS,
    { key: 'preservedAt', kind: 'moment', title: 'Preserved since' },
    {
      key: 'mode',
      kind: 'choice',
      title: 'Preserved by',
      choices: ['directory', 'scim', 'administrator', 'holdfast'],
    },
    { key: 'by', kind: 'text', title: 'Administrator' },
    { key: 'lastSuccess', kind: 'moment', title: 'Last success' },
    { key: 'bytes', kind: 'bytes', title: 'Data (bytes)', isSummed: true },
    { key: 'deleteAt', kind: 'moment', title: 'Deleted on' },
  ],
  filters: ['search', 'profileId'],
  sort: 'preservedAt',
  order: 'descending',
  rows: async (context) =>
    peopleRows(context)
      .leftJoin('account', (join) => join.on(raw<boolean>`account.id::text = person.preserved_by`))
      .select([
        'person.preservedAt',
        raw<string>`case
          when person.preserved_by = 'directory' then 'directory'
          when person.preserved_by in ('scim', 'scim-removed') then 'scim'
          when person.preserved_by ~ '^[0-9a-f-]{36}$' then 'administrator'
          else 'holdfast' end`.as('mode'),
        'account.name as by',
        'onedrive.lastSuccessAt as lastSuccess',
        'onedrive.bytes',
        raw<Date | null>`person.preserved_at + ${DELETE_AFTER} * interval '1 day'`.as('deleteAt'),
      ])
      .where('person.state', '=', 'preserved'),
}
