import { systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'

/**
 * Removes deleted profiles whose rollback window is over, save those that deleted people are still in: a person who is
 * restored needs a profile's row. Returns how many went.
 */
export async function purgeProfiles(control: Control): Promise<number> {
  return control.sql.transaction().execute(async (transaction) => {
    const purged = await transaction
      .deleteFrom('profile')
      .where('purgeAt', '<=', now(control))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('person').select('person.id').whereRef('person.profileId', '=', 'profile.id'))),
      )
      .returning(['id', 'name'])
      .execute()
    for (const { id, name } of purged) {
      await recordAudit(control, transaction, systemActor('housekeeping'), {
        action: 'profile.purged',
        target: { kind: 'profile', id },
        details: { name },
      })
    }
    return purged.length
  })
}
