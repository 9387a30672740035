import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import { activeAdministrators } from './account-administration.ts'
import { systemActor } from './actor.ts'
import { accessErrors } from './errors.ts'
import { insertAccount } from './insert-account.ts'
import { strangerAt } from './lock-out.ts'
import { newPassword } from './own-password.ts'
import { hashPassword } from './password-hash.ts'
import { checkPassword } from './password-rules.ts'
import { plainText } from './plain-text.ts'
import { makeLink, readLink, type SignInLink, useLink } from './sign-in-links.ts'

/**
 * The link by which the first cloud administrator signs up, good for 24 hours, in the place of one made before.
 * Raises HF_ADMINISTRATOR_EXISTS.
 */
export async function firstAdministratorLink(control: Control): Promise<SignInLink> {
  return await control.sql.transaction().execute(async (transaction) => {
    if ((await activeAdministrators(transaction)).length > 0) throw accessErrors.HF_ADMINISTRATOR_EXISTS()
    const link = await makeLink(control, transaction, 'first-administrator', null)
    await recordAudit(control, transaction, systemActor('set-up'), {
      action: 'first-administrator.link-made',
      target: { kind: 'account', id: 'first-administrator' },
      details: { expiresAt: link.expiresAt.toISOString() },
    })
    return link
  })
}

/** Whether the organisation waits for its first administrator. */
export async function needsFirstAdministrator({ sql }: Control): Promise<boolean> {
  const row = await sql
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'cloud-administrator')
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

export const firstAdministrator = z.strictObject({
  email: z.email().max(320),
  name: plainText(200).min(1),
  password: newPassword,
})

export type FirstAdministrator = z.infer<typeof firstAdministrator>

/**
 * Makes the first administrator by the link; signing in comes after. Gives the account's id.
 * Raises HF_LINK_INVALID, HF_PASSWORD_REFUSED, HF_ADMINISTRATOR_EXISTS, HF_NAME_TAKEN.
 */
export async function acceptFirstAdministrator(
  control: Control,
  token: string,
  { email, name, password }: FirstAdministrator,
  address: string,
): Promise<string> {
  await readLink(control, token)
  checkPassword(password, email)
  const passwordHash = await hashPassword(control, password)
  const id = newId(control)
  await control.sql.transaction().execute(async (transaction) => {
    await useLink(control, transaction, token, 'first-administrator')
    if ((await activeAdministrators(transaction)).length > 0) throw accessErrors.HF_ADMINISTRATOR_EXISTS()
    await insertAccount(transaction, {
      id,
      role: 'cloud-administrator',
      email,
      name,
      state: 'active',
      passwordHash,
      createdAt: now(control),
      updatedAt: now(control),
    })
    await recordAudit(control, transaction, strangerAt(address), {
      action: 'account.created',
      target: { kind: 'account', id },
      details: { role: 'cloud-administrator', email },
    })
  })
  return id
}
