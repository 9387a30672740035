import { sql as raw } from 'kysely'
import type { Report } from '../report.ts'
import { PEOPLE_COLUMNS } from './people-columns.ts'
import { peopleRows } from './people-rows.ts'

/** Who uses a licence, by the same rule by which licences are counted. */
export const licences: Report = {
  title: 'Licences',
  answers: 'Who uses a licence, and since when?',
  columns: [
    ...PEOPLE_COLUMNS,
    { key: 'seat', kind: 'choice', title: 'Licence', choices: ['active', 'preserved'] },
    { key: 'app', kind: 'choice', title: 'App status', choices: ['enabled', 'disabled'] },
    { key: 'since', kind: 'moment', title: 'Used since' },
    { key: 'bytes', kind: 'bytes', title: 'Data (bytes)', isSummed: true },
  ],
  filters: ['search', 'profileId', 'seat', 'app'],
  sort: 'person',
  order: 'ascending',
  rows: async (context) =>
    peopleRows(context)
      .select([
        raw<string>`person.state`.as('seat'),
        'onedrive.state as app',
        'onedrive.firstStartedAt as since',
        'onedrive.bytes',
      ])
      .where('onedrive.firstStartedAt', 'is not', null)
      .where('onedrive.state', '!=', 'deleted')
      .where('person.state', 'in', ['active', 'preserved']),
}
