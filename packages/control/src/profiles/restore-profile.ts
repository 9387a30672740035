import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { lockDeletedProfile } from './load-profile.ts'
import { withFreeName } from './name-taken.ts'
import { type Profile, toProfile } from './profile.ts'

/**
 * Brings a deleted profile back, within the rollback window. Raises HF_FORBIDDEN, HF_NOT_FOUND, and HF_NAME_TAKEN when
 * another profile has got its name meanwhile.
 */
export async function restoreProfile(control: Control, actor: Actor, id: string): Promise<Profile> {
  requirePermission(actor, 'profiles:write')
  const at = now(control)
  const deleted = await control.sql
    .selectFrom('profile')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirst()
  return withFreeName(deleted?.name ?? '', () =>
    control.sql.transaction().execute(async (transaction) => {
      const { name, version } = await lockDeletedProfile(transaction, actor, id, at)
      const row = await transaction
        .updateTable('profile')
        .set({ deletedAt: null, purgeAt: null, updatedAt: at, version: version + 1 })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      await recordAudit(control, transaction, actor, {
        action: 'profile.restored',
        target: { kind: 'profile', id },
        details: { name },
      })
      return toProfile(row)
    }),
  )
}
