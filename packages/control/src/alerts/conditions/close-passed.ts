import { sql as raw, type SqlBool } from 'kysely'
import type { Control } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKind } from '../alert-kinds.ts'
import { resolveWhere } from '../resolve-alert.ts'

const DAY = 24 * 60 * 60 * 1_000

/**
 * Ends alerts whose condition nobody will tell to have passed: occurrences after their days, and failed backups of those
 * who are not backed up any more, or whose last backup went well after all.
 */
export async function closePassed(control: Control, transaction: Sql): Promise<void> {
  for (const kind of ALERT_KIND_NAMES) {
    const { closesAfterDays }: AlertKind = ALERT_KINDS[kind]
    if (closesAfterDays === undefined) continue
    const before = new Date(control.clock.now() - closesAfterDays * DAY)
    await resolveWhere(control, transaction, (query) =>
      query.where('kind', '=', kind).where('lastAt', '<=', before),
    )
  }
  await resolveWhere(control, transaction, (query) =>
    query
      .where('kind', '=', 'backup-failed')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('onedrive')
              .innerJoin('person', 'person.id', 'onedrive.personId')
              .select('onedrive.id')
              .where(raw<SqlBool>`person.id::text = alert.details->>'personId'`)
              .where('person.state', '=', 'active')
              .where('onedrive.state', '=', 'enabled')
              .where('onedrive.lastStatus', '=', 'failed'),
          ),
        ),
      ),
  )
}
