import { sql as raw } from 'kysely'
import { visiblePeople } from '../../access/actor.ts'
import type { Report } from '../report.ts'
import { PEOPLE_COLUMNS } from './people-columns.ts'

/** Backups that were unlike those before them. */
export const unusualActivity: Report = {
  title: 'Unusual data activity',
  answers: 'Where did files change in a way that looks like an accident or an attack?',
  columns: [
    { key: 'foundAt', kind: 'moment', title: 'Found' },
    ...PEOPLE_COLUMNS,
    {
      key: 'kind',
      kind: 'choice',
      title: 'What was unusual',
      choices: ['encrypted', 'deleted', 'modified', 'created'],
    },
    { key: 'files', kind: 'count', title: 'Files' },
    { key: 'most', kind: 'count', title: 'Most before' },
    { key: 'lastGoodSnapshot', kind: 'text', title: 'Last backup that looked usual' },
  ],
  filters: ['search', 'profileId', 'kind'],
  sort: 'foundAt',
  order: 'descending',
  async rows({ control, actor }) {
    const visible = control.sql.selectFrom('person').select('person.id').where(visiblePeople(actor))
    return raw<object>`(
      select job.id::text || ':' || (found.value ->> 'kind') as id,
        person.id as person_id, person.profile_id, person.display_name as person,
        person.principal_name as address, profile.name as profile,
        coalesce(job.ended_at, job.created_at) as found_at,
        found.value ->> 'kind' as kind,
        (found.value ->> 'files')::bigint as files,
        (found.value ->> 'most')::bigint as most,
        job.result ->> 'lastGoodSnapshotId' as last_good_snapshot
      from job
        join person on person.id = job.person_id
        join profile on profile.id = person.profile_id
        cross join jsonb_array_elements(job.result -> 'anomalies') as found
      where job.result -> 'anomalies' is not null and person.id in ${visible})`
  },
}
