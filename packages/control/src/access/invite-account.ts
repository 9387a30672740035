import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import {
  profileScope,
  requireAccountAdministration,
  requireMayGive,
  requireProfiles,
  scopeFault,
} from './account-administration.ts'
import { type Actor, visiblePeople } from './actor.ts'
import { insertAccount } from './insert-account.ts'
import { plainText } from './plain-text.ts'
import { ROLES } from './roles.ts'
import { makeLink, type SignInLink } from './sign-in-links.ts'

export const invitation = z
  .strictObject({
    role: z.enum(ROLES),
    profiles: profileScope.default(null),
    /** For the role `person`: whose account it is. Address and name are the person's where they are not given. */
    personId: z.uuid().nullable().default(null),
    email: z.email().max(320).optional(),
    name: plainText(200).optional(),
  })
  .superRefine(({ role, profiles, personId, email }, context) => {
    const fault = scopeFault(role, profiles)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['profiles'], message: fault })
    if ((role === 'person') !== (personId !== null)) {
      context.addIssue({
        code: 'custom',
        path: ['personId'],
        message: 'given for the role person, and only then',
      })
    }
    if (role !== 'person' && email === undefined) {
      context.addIssue({ code: 'custom', path: ['email'], message: 'needed for this role' })
    }
  })

export type Invitation = z.infer<typeof invitation>

export interface Invited extends SignInLink {
  readonly id: string
}

/**
 * Makes an account that waits for whoever has the link to it, good for seven days.
 * Raises HF_FORBIDDEN, HF_ROLE_BEYOND, HF_NOT_FOUND (a profile, the person), HF_NAME_TAKEN (the address).
 */
export async function inviteAccount(control: Control, actor: Actor, input: Invitation): Promise<Invited> {
  requireAccountAdministration(actor)
  requireMayGive(actor, input.role)
  return await control.sql.transaction().execute(async (transaction) => {
    await requireProfiles(transaction, input.profiles)
    const { email, name } = await contactOf(transaction, actor, input)
    const id = newId(control)
    await insertAccount(transaction, {
      id,
      role: input.role,
      profiles: input.profiles,
      personId: input.personId,
      email,
      name,
      state: 'invited',
      createdAt: now(control),
      updatedAt: now(control),
    })
    const link = await makeLink(control, transaction, 'invitation', id)
    await recordAudit(control, transaction, actor, {
      action: 'account.invited',
      target: { kind: 'account', id },
      ...(input.personId && { personId: input.personId }),
      details: { role: input.role, email, profiles: input.profiles },
    })
    return { id, ...link }
  })
}

async function contactOf(
  transaction: Sql,
  actor: Actor,
  { personId, email = '', name }: Invitation,
): Promise<{ email: string; name: string }> {
  if (personId === null) return { email, name: name || email }
  const person = await transaction
    .selectFrom('person')
    .select(['email', 'principalName', 'displayName'])
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .where(visiblePeople(actor))
    .executeTakeFirst()
  if (person === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'person', id: personId })
  return { email: email || (person.email ?? person.principalName), name: name || person.displayName }
}
