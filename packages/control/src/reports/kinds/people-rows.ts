import { sql as raw } from 'kysely'
import { visiblePeople } from '../../access/actor.ts'
import type { ReportContext } from '../report.ts'

/** The OneDrives of the people whom the actor may see, with what every report about people tells. */
export function peopleRows({ control, actor }: ReportContext) {
  return control.sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select([
      raw<string>`onedrive.id::text`.as('id'),
      'person.id as personId',
      'person.profileId',
      'person.displayName as person',
      'person.principalName as address',
      'profile.name as profile',
    ])
    .where(visiblePeople(actor))
}
