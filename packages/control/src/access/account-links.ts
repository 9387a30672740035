import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { controlErrors } from '../errors.ts'
import {
  holdAccount,
  requireAccountAdministration,
  requireMayGive,
  requireOther,
} from './account-administration.ts'
import type { Actor } from './actor.ts'
import { endAccess } from './end-access.ts'
import { accessErrors } from './errors.ts'
import { strangerAt } from './lock-out.ts'
import { newPassword } from './own-password.ts'
import { hashPassword } from './password-hash.ts'
import { checkPassword } from './password-rules.ts'
import { plainText } from './plain-text.ts'
import { type LinkPurpose, makeLink, readLink, type SignInLink, useLink } from './sign-in-links.ts'

/**
 * A new link for an account: to accept the invitation where it still waits, else to set another password. The links
 * before it work no more. Raises HF_FORBIDDEN, HF_ROLE_BEYOND, HF_OWN_ACCOUNT, HF_NOT_FOUND, HF_INVALID (it is disabled,
 * or has no password).
 */
export async function makeAccountLink(control: Control, actor: Actor, id: string): Promise<SignInLink> {
  requireAccountAdministration(actor)
  requireOther(actor, id, 'a link for a new password')
  return await control.sql.transaction().execute(async (transaction) => {
    const { role, state, personId, passwordHash } = await holdAccount(transaction, id)
    requireMayGive(actor, role)
    if (state === 'disabled') throw controlErrors.HF_INVALID({ reason: 'the account is disabled' })
    if (state === 'active' && passwordHash === null) {
      throw controlErrors.HF_INVALID({ reason: 'the account signs in with the organisation' })
    }
    const purpose = state === 'invited' ? 'invitation' : 'password'
    const link = await makeLink(control, transaction, purpose, id)
    await recordAudit(control, transaction, actor, {
      action: purpose === 'invitation' ? 'account.invited-again' : 'account.password-link-made',
      target: { kind: 'account', id },
      ...(personId && { personId }),
      details: { expiresAt: link.expiresAt.toISOString() },
    })
    return link
  })
}

export const acceptance = z.strictObject({
  name: plainText(200).min(1),
  password: newPassword,
})

export type Acceptance = z.infer<typeof acceptance>

/** Accepts an invitation; signing in comes after. Gives the account's id. Raises HF_LINK_INVALID, HF_PASSWORD_REFUSED. */
export async function acceptInvitation(
  control: Control,
  token: string,
  { name, password }: Acceptance,
  address: string,
): Promise<string> {
  return await setPassword(control, token, 'invitation', { name, password, address })
}

export const passwordReset = z.strictObject({ password: newPassword })

/**
 * Sets another password by a link, unlocks the account and ends all its sessions. A second factor stays. Gives the
 * account's id. Raises HF_LINK_INVALID, HF_PASSWORD_REFUSED.
 */
export async function resetPassword(
  control: Control,
  token: string,
  { password }: z.infer<typeof passwordReset>,
  address: string,
): Promise<string> {
  return await setPassword(control, token, 'password', { password, address })
}

async function setPassword(
  control: Control,
  token: string,
  purpose: LinkPurpose,
  { name, password, address }: { name?: string; password: string; address: string },
): Promise<string> {
  const { email = '' } = await readLink(control, token)
  checkPassword(password, email)
  const passwordHash = await hashPassword(control, password)
  return await control.sql.transaction().execute(async (transaction) => {
    const account = await useLink(control, transaction, token, purpose)
    if (account?.state !== (purpose === 'invitation' ? 'invited' : 'active')) {
      throw accessErrors.HF_LINK_INVALID()
    }
    const { id, personId } = account
    await transaction
      .updateTable('account')
      .set((set) => ({
        ...(name !== undefined && { name }),
        passwordHash,
        state: 'active',
        failedAttempts: 0,
        lockedUntil: null,
        version: set('version', '+', 1),
        updatedAt: now(control),
      }))
      .where('id', '=', id)
      .execute()
    // Whoever knew the old password may have made tokens with it.
    await endAccess(control, transaction, id)
    await recordAudit(control, transaction, strangerAt(address), {
      action: purpose === 'invitation' ? 'account.accepted' : 'account.password-reset',
      target: { kind: 'account', id },
      ...(personId && { personId }),
    })
    return id
  })
}
