import {
  acceptFirstAdministrator,
  acceptInvitation,
  actorOf,
  beginSecondFactor,
  confirmSecondFactor,
  createApiToken,
  firstAdministratorLink,
  giveSecondFactor,
  type Invitation,
  invitation,
  inviteAccount,
  makeAccountLink,
  permissionsOf,
  ROLES,
  revokeApiToken,
  type SecretControl,
  signIn,
} from '@holdfast/control'
import { CSRF_HEADER, csrfTokenOf, SESSION_COOKIE } from '@holdfast/server'
import { fromBase32 } from '../../../packages/control/src/access/base32.ts'
import { hotp, totpStep } from '../../../packages/control/src/access/totp.ts'
import type { Asker } from './asker.ts'
import type { FuzzClock } from './fuzz-clock.ts'
import type { SeededPeople } from './seed-people.ts'

export const PASSWORD = 'quiet lanterns above the fjord'
const HOME = '192.0.2.7'
const DAYS = 300
export const ADMINISTRATOR = 'admin@contoso.example'

export interface SeededAccounts {
  readonly askers: readonly Asker[]
  /** Tokens of links, by what they are for. */
  readonly links: { readonly invitation: string; readonly password: string }
  /** Whose account waits for the link of the invitation. */
  readonly invitedId: string
  /** The codes that the authenticator apps show: of the one that is set up, and of the one that is being. */
  readonly codes: { readonly set: () => string; readonly pending: () => string }
}

/** An account of every role, with a session and a token each; and those that are half-way through something. */
export async function seedAccounts(
  control: SecretControl & { readonly clock: FuzzClock },
  { adele, engineeringId }: SeededPeople,
): Promise<SeededAccounts> {
  const { token } = await firstAdministratorLink(control)
  await acceptFirstAdministrator(
    control,
    token,
    { email: ADMINISTRATOR, name: 'Ada', password: PASSWORD },
    HOME,
  )
  const session = async (email: string) => (await signIn(control, { email, password: PASSWORD }, HOME)).token
  const admin = await actorOf(control, await session(ADMINISTRATOR), HOME)
  const member = async (name: string, wanted: Partial<Invitation> & Pick<Invitation, 'role'>) => {
    const email = `${name}@contoso.example`
    const invited = await inviteAccount(control, admin, invitation.parse({ email, ...wanted }))
    await acceptInvitation(control, invited.token, { name, password: PASSWORD }, HOME)
    return { id: invited.id, email }
  }

  const askers: Asker[] = [{ name: 'nobody', headers: {} }]
  for (const role of ROLES) {
    const profiles = role === 'profile-administrator' ? [engineeringId] : null
    const wanted = { role, profiles, personId: role === 'person' ? adele.personId : null }
    const { email } = role === 'cloud-administrator' ? { email: ADMINISTRATOR } : await member(role, wanted)
    const bySession = await session(email)
    const actor = await actorOf(control, bySession, HOME)
    const scopes = [...permissionsOf(role)]
    const { token: byToken } = await createApiToken(control, actor, { name: 'all', scopes, days: DAYS })
    askers.push(withSession(role, bySession), withToken(role, byToken))
  }
  const narrow = await createApiToken(control, admin, { name: 'narrow', scopes: ['people:read'], days: DAYS })
  askers.push(withToken('narrow', narrow.token))
  const revoked = await createApiToken(control, admin, { name: 'gone', scopes: ['people:read'], days: DAYS })
  await revokeApiToken(control, admin, revoked.id)
  askers.push(withToken('revoked', revoked.token))

  const waiting = await member('waiting', { role: 'help-desk' })
  const waits = await session(waiting.email)
  const pending = await beginSecondFactor(control, await actorOf(control, waits, HOME))
  askers.push(withSession('setting an app up', waits))

  const careful = await member('careful', { role: 'help-desk' })
  const first = await actorOf(control, await session(careful.email), HOME)
  const { secret } = await beginSecondFactor(control, first)
  const codeOf = (text: string) => hotp(fromBase32(text), totpStep(control.clock.now()))
  await confirmSecondFactor(control, first, codeOf(secret))
  control.clock.advance(60_000)
  const { token: whole } = await giveSecondFactor(control, await session(careful.email), codeOf(secret), HOME)
  control.clock.advance(60_000)
  askers.push(withSession('with an app', whole))
  askers.push(withSession('signing in', await session(careful.email)))

  const invited = await inviteAccount(
    control,
    admin,
    invitation.parse({ role: 'auditor', email: 'invited@contoso.example' }),
  )
  const forgetful = await member('forgetful', { role: 'auditor' })
  const link = await makeAccountLink(control, admin, forgetful.id)
  return {
    askers,
    links: { invitation: invited.token, password: link.token },
    invitedId: invited.id,
    codes: { set: () => codeOf(secret), pending: () => codeOf(pending.secret) },
  }
}

function withSession(name: string, token: string): Asker {
  return {
    name: `${name} by session`,
    headers: { cookie: `${SESSION_COOKIE}=${token}`, [CSRF_HEADER]: csrfTokenOf(token) },
  }
}

function withToken(name: string, token: string): Asker {
  return { name: `${name} by token`, headers: { authorization: `Bearer ${token}` } }
}
