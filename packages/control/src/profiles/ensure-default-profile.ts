import { systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import { type Profile, toProfile } from './profile.ts'
import { DEFAULT_SETTINGS } from './profile-settings.ts'

export const DEFAULT_PROFILE = 'Default'

/** The profile that is always there, made with the recommended values when it is not yet. */
export async function ensureDefaultProfile(control: Control): Promise<Profile> {
  return control.sql.transaction().execute(async (transaction) => {
    const id = newId(control)
    const at = now(control)
    const made = await transaction
      .insertInto('profile')
      .values({
        id,
        name: DEFAULT_PROFILE,
        description: 'Recommended values, for everybody whom no rule puts elsewhere.',
        isDefault: true,
        settings: JSON.stringify(DEFAULT_SETTINGS),
        createdAt: at,
        updatedAt: at,
      })
      // Whichever is looked at first when two servers start at once: there is one default, and one of its name.
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    if (made !== undefined) {
      await recordAudit(control, transaction, systemActor('setup'), {
        action: 'profile.created',
        target: { kind: 'profile', id },
        details: { name: DEFAULT_PROFILE },
      })
      return toProfile(made)
    }
    return toProfile(
      await transaction
        .selectFrom('profile')
        .selectAll()
        .where('isDefault', '=', true)
        .executeTakeFirstOrThrow(),
    )
  })
}
