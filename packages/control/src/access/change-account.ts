import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import {
  holdAccount,
  keepAnAdministrator,
  profileScope,
  requireAccountAdministration,
  requireMayGive,
  requireOther,
  requireProfiles,
  scopeFault,
} from './account-administration.ts'
import { type AccountView, accountView } from './account-view.ts'
import type { Actor } from './actor.ts'
import { endAccess } from './end-access.ts'
import { plainText } from './plain-text.ts'
import { ROLES, type Role } from './roles.ts'

/** A person's own account stays one, and no other becomes one: invite instead. */
const staffRole = z.enum(ROLES).exclude(['person'])

export const accountChange = z.strictObject({
  name: plainText(200).min(1).optional(),
  role: staffRole.optional(),
  /** What the role is limited to; as it was where it is not given. */
  profiles: profileScope.optional(),
  /** A disabled account does not sign in, and its sessions end. */
  disabled: z.boolean().optional(),
})

export type AccountChange = z.infer<typeof accountChange>

/**
 * Changes an account of somebody else. Raises HF_FORBIDDEN, HF_OWN_ACCOUNT, HF_ROLE_BEYOND, HF_NOT_FOUND, HF_CONFLICT,
 * HF_INVALID, HF_LAST_ADMINISTRATOR.
 */
export async function changeAccount(
  control: Control,
  actor: Actor,
  id: string,
  change: AccountChange,
  version: number,
): Promise<AccountView> {
  requireAccountAdministration(actor)
  requireOther(actor, id, 'change of role, scope or state')
  return await control.sql.transaction().execute(async (transaction) => {
    const endsAdministrator =
      change.disabled === true || (change.role ?? 'cloud-administrator') !== 'cloud-administrator'
    if (endsAdministrator) await keepAnAdministrator(transaction, id)
    const before = await holdAccount(transaction, id, version)
    const wanted = wantedOf(before, change)
    requireMayGive(actor, before.role)
    requireMayGive(actor, wanted.role)
    await requireProfiles(transaction, wanted.profiles)
    const after = await transaction
      .updateTable('account')
      .set({ ...wanted, version: before.version + 1, updatedAt: now(control) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (after.state === 'disabled') await endAccess(control, transaction, id)
    await recordAudit(control, transaction, actor, {
      action: 'account.changed',
      target: { kind: 'account', id },
      ...(after.personId && { personId: after.personId }),
      details: { role: after.role, profiles: after.profiles, state: after.state, name: after.name },
    })
    return accountView(after)
  })
}

function wantedOf(
  before: Row<'account'>,
  { name, role, profiles, disabled }: AccountChange,
): Pick<Row<'account'>, 'name' | 'role' | 'profiles' | 'state'> {
  if ((role !== undefined || profiles !== undefined) && before.role === 'person') {
    throw controlErrors.HF_INVALID({ reason: 'the account of a person has no other role' })
  }
  const wanted = {
    name: name ?? before.name,
    role: role ?? before.role,
    profiles: profiles ?? (profiles === null || role === 'cloud-administrator' ? null : before.profiles),
    state: disabled === undefined ? before.state : disabled ? ('disabled' as const) : enabledState(before),
  }
  const fault = scopeFault(wanted.role as Role, wanted.profiles)
  if (fault !== undefined) throw controlErrors.HF_INVALID({ reason: fault })
  return wanted
}

/** Who never accepted the invitation is invited again. */
function enabledState(before: Row<'account'>): 'active' | 'invited' {
  return before.passwordHash === null && before.subject === null ? 'invited' : 'active'
}
