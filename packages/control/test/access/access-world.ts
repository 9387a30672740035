import { fromBase32 } from '../../src/access/base32.ts'
import { hotp, totpStep } from '../../src/access/totp.ts'
import {
  type Actor,
  acceptFirstAdministrator,
  acceptInvitation,
  actorOf,
  beginSecondFactor,
  confirmSecondFactor,
  DEFAULT_SETTINGS,
  firstAdministratorLink,
  type Invitation,
  invitation,
  inviteAccount,
  newId,
  now,
  type ProfileSettings,
  SecretBox,
  type SecretControl,
  signIn,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'

export const HOME = '192.0.2.7'
export const ADELE = {
  email: 'adele@contoso.example',
  name: 'Adele Vance',
  password: 'seven otters juggle plums',
}
export const PASSWORD = 'quiet lanterns above the fjord'

export type AccessControl = TestControl &
  SecretControl & {
    /** The key that seals, and the one that is to come. */
    readonly keys: readonly [Buffer, Buffer]
  }

export async function accessControl(): Promise<AccessControl> {
  const control = await testControl()
  const keys = [control.random.bytes(32), control.random.bytes(32)] as const
  return { ...control, keys, secrets: new SecretBox('secrets.key', [keys[0]], control.random) }
}

/** The first administrator, by the link; and signed in. */
export async function firstAdmin(control: AccessControl): Promise<Actor> {
  const { token } = await firstAdministratorLink(control)
  await acceptFirstAdministrator(control, token, ADELE, HOME)
  return await signedIn(control, ADELE.email, ADELE.password)
}

export async function signedIn(control: AccessControl, email: string, password = PASSWORD): Promise<Actor> {
  const { token } = await signIn(control, { email, password }, HOME)
  return await actorOf(control, token, HOME)
}

/** Invited and accepted. Gives the account's id. */
export async function member(
  control: AccessControl,
  admin: Actor,
  input: Partial<Invitation> & { role: Invitation['role'] },
): Promise<string> {
  const { id, token } = await inviteAccount(control, admin, invitation.parse(input))
  await acceptInvitation(control, token, { name: 'Some Body', password: PASSWORD }, HOME)
  return id
}

export async function newProfile(
  control: AccessControl,
  name: string,
  settings: ProfileSettings = DEFAULT_SETTINGS,
): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('profile')
    .values({
      id,
      name,
      settings: JSON.stringify(settings),
      createdAt: now(control),
      updatedAt: now(control),
    })
    .execute()
  return id
}

export async function newPerson(
  control: AccessControl,
  profileId: string,
  principalName: string,
  directoryId: string | null = null,
): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('person')
    .values({
      id,
      directoryId,
      principalName,
      displayName: principalName.split('@')[0] as string,
      source: 'directory',
      state: 'active',
      attributes: '{}',
      profileId,
      createdAt: now(control),
      updatedAt: now(control),
    })
    .execute()
  return id
}

/** The code that an authenticator app shows, `steps` of 30 seconds from now. */
export function codeOf(control: AccessControl, secret: string, steps = 0): string {
  return hotp(fromBase32(secret), totpStep(control.clock.now()) + steps)
}

/** Sets an authenticator app up; the code that proved it is used. */
export async function withApp(
  control: AccessControl,
  actor: Actor,
): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const { secret } = await beginSecondFactor(control, actor)
  const { recoveryCodes } = await confirmSecondFactor(control, actor, codeOf(control, secret))
  return { secret, recoveryCodes }
}

/** Actions in the audit trail, in order. */
export async function actionsOf(control: AccessControl): Promise<readonly string[]> {
  const rows = await control.sql.selectFrom('auditEvent').select('action').orderBy('number').execute()
  return rows.map(({ action }) => action)
}

export async function lastEvent(control: AccessControl) {
  return await control.sql
    .selectFrom('auditEvent')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}
