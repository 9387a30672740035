import { holdAccount, requireAccountAdministration } from '../../access/account-administration.ts'
import type { Actor } from '../../access/actor.ts'
import { accessErrors } from '../../access/errors.ts'
import { readLink } from '../../access/sign-in-links.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, newId } from '../../control.ts'
import { alertErrors } from '../errors.ts'
import { linkMail } from './link-mail.ts'
import type { Mailer } from './mailer.ts'

/**
 * Sends the one-time link of an account to the account's own address. Only whoever made the link has its token: the
 * database keeps a hash. Needs `accounts:write`. Raises HF_NOT_FOUND, HF_LINK_INVALID (it is not this account's, was used,
 * or has expired), HF_PUBLIC_URL_MISSING, HF_MAIL_NOT_CONFIGURED, HF_MAIL_FAILED.
 */
export async function mailAccountLink(
  control: Control,
  actor: Actor,
  mailer: Mailer,
  { id, token }: { readonly id: string; readonly token: string },
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  requireAccountAdministration(actor)
  const publicUrl = await mailer.publicUrl()
  if (publicUrl === null) throw alertErrors.HF_PUBLIC_URL_MISSING()
  const { purpose, expiresAt, email } = await readLink(control, token)
  if (email === undefined || purpose === 'first-administrator') throw accessErrors.HF_LINK_INVALID()
  await control.sql.transaction().execute(async (transaction) => {
    const account = await holdAccount(transaction, id)
    if (account.email !== email) throw accessErrors.HF_LINK_INVALID()
    await recordAudit(control, transaction, actor, {
      action: 'account.link-mailed',
      target: { kind: 'account', id },
      ...(account.personId && { personId: account.personId }),
      details: { to: email, purpose },
    })
  })
  const content = linkMail({ purpose, token, expiresAt, by: actor.name, publicUrl })
  await mailer.send({ id: newId(control), to: email, ...content }, { signal })
}
