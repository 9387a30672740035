import { sql as raw, type SqlBool } from 'kysely'
import type { Control } from '../../control.ts'
import type { Sql } from '../../database/database.ts'

const DAY = 24 * 60 * 60 * 1_000

/** The people whose OneDrive should be backed up and was not, successfully, for so many days. */
export async function withoutBackup({ clock }: Pick<Control, 'clock'>, sql: Sql, days: number) {
  const since = raw<Date>`coalesce(onedrive.last_success_at, person.created_at)`
  const rows = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select(['person.id', 'person.displayName', since.as('since')])
    .where('onedrive.state', '=', 'enabled')
    .where('person.state', '=', 'active')
    .where(raw<SqlBool>`coalesce((profile.settings->'backup'->>'enabled')::boolean, true)`)
    .where(since, '<=', new Date(clock.now() - days * DAY))
    .execute()
  return rows.map(({ id, displayName, since }) => ({
    subject: id,
    details: {
      personId: id,
      person: displayName,
      days: Math.floor((clock.now() - since.getTime()) / DAY),
    },
  }))
}
