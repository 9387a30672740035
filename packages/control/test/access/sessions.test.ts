import { describe, expect, test } from 'vitest'
import {
  type Actor,
  actorOf,
  actorOfToken,
  apiTokenInput,
  changeAccount,
  changeSignInSettings,
  createApiToken,
  forgetExpiredAccess,
  listApiTokens,
  listOwnSessions,
  makeAccountLink,
  may,
  type Permission,
  readAccount,
  readSignInSettings,
  resetPassword,
  revokeApiToken,
  revokeOwnSession,
  signIn,
  signInSettings,
  signOut,
} from '../../src/index.ts'
import { countOf } from '../test-control.ts'
import {
  type AccessControl,
  ADELE,
  accessControl,
  firstAdmin,
  HOME,
  member,
  newPerson,
  newProfile,
  PASSWORD,
  signedIn,
} from './access-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const OVER = { code: 'HF_NOT_SIGNED_IN', status: 401 }

async function person(control: AccessControl, admin: Actor): Promise<string> {
  const personId = await newPerson(control, await newProfile(control, 'Sales'), 'megan@contoso.example')
  await member(control, admin, { role: 'person', personId })
  return (await signIn(control, { email: 'megan@contoso.example', password: PASSWORD }, HOME)).token
}

describe('a session', () => {
  test('ends after half an hour without use, for staff', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    const { token } = await signIn(control, ADELE, HOME)
    control.clock.advance(30 * MINUTE - 1)
    await actorOf(control, token)
    control.clock.advance(30 * MINUTE - 1)
    await actorOf(control, token)
    control.clock.advance(30 * MINUTE)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
  })

  test('ends after twelve hours at the latest, for staff', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    const { token, expiresAt } = await signIn(control, ADELE, HOME)
    expect(expiresAt.getTime() - control.clock.now()).toBe(12 * HOUR)
    for (let i = 0; i < 12 * 4 - 1; i++) {
      control.clock.advance(15 * MINUTE)
      await actorOf(control, token)
    }
    control.clock.advance(15 * MINUTE)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
  })

  test('lasts two weeks without use and a month at the latest, for people', async () => {
    await using control = await accessControl()
    const token = await person(control, await firstAdmin(control))
    control.clock.advance(13 * DAY)
    await actorOf(control, token)
    control.clock.advance(13 * DAY)
    await actorOf(control, token)
    control.clock.advance(4 * DAY)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
    const { token: another } = await signIn(
      control,
      { email: 'megan@contoso.example', password: PASSWORD },
      HOME,
    )
    control.clock.advance(14 * DAY)
    await expect(actorOf(control, another)).rejects.toMatchObject(OVER)
  })

  test('lasts as long as the settings say, from the next use on', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const { token } = await signIn(control, ADELE, HOME)
    expect(await readSignInSettings(control, admin)).toEqual({ value: signInSettings.parse({}), version: 0 })
    const value = signInSettings.parse({ staff: { idleMinutes: 5, hours: 1 } })
    expect(await changeSignInSettings(control, admin, value, 0)).toEqual({ value, version: 1 })
    for (const version of [0, 2]) {
      const late = changeSignInSettings(control, admin, value, version)
      await expect(late).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    }
    expect(await changeSignInSettings(control, admin, value, 1)).toMatchObject({ version: 2 })
    control.clock.advance(5 * MINUTE)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
  })

  test('has settings that cloud administrators change and auditors read', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const auditor: Actor = { ...admin, role: 'auditor' }
    await readSignInSettings(control, auditor)
    const value = signInSettings.parse({})
    await expect(changeSignInSettings(control, auditor, value, 0)).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
    const helper: Actor = { ...admin, role: 'help-desk' }
    await expect(readSignInSettings(control, helper)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })

  test('is listed for its owner, and ended by its owner alone', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await member(control, admin, { role: 'auditor', email: 'olga@contoso.example' })
    const olga = await signedIn(control, 'olga@contoso.example')
    const other = await signIn(control, ADELE, '2001:db8::1')
    const sessions = await listOwnSessions(control, admin)
    expect(
      sessions
        .map(({ address, isThis }) => ({ address, isThis }))
        .sort((a, b) => (a.address < b.address ? -1 : 1)),
    ).toEqual([
      { address: HOME, isThis: true },
      { address: '2001:db8::1', isThis: false },
    ])
    expect(JSON.stringify(sessions)).not.toMatch(/hash/i)
    const id = sessions.find(({ isThis }) => !isThis)?.id ?? ''
    await expect(revokeOwnSession(control, olga, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await actorOf(control, other.token)
    await revokeOwnSession(control, admin, id)
    await expect(actorOf(control, other.token)).rejects.toMatchObject(OVER)
    await expect(revokeOwnSession(control, admin, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    const { sessionId: _, ...byToken } = admin
    await expect(listOwnSessions(control, byToken)).rejects.toMatchObject({ code: 'HF_SESSION_NEEDED' })
    await expect(revokeOwnSession(control, byToken, id)).rejects.toMatchObject({ code: 'HF_SESSION_NEEDED' })
  })

  test('and the tokens made in it end for good when the account is disabled, or its password set by a link', async () => {
    for (const how of ['disabled', 'reset'] as const) {
      await using control = await accessControl()
      const admin = await firstAdmin(control)
      await member(control, admin, { role: 'auditor', email: 'olga@contoso.example' })
      const olga = await signedIn(control, 'olga@contoso.example')
      const input = apiTokenInput.parse({ name: 'x', scopes: ['jobs:read'] })
      const { token } = await createApiToken(control, olga, input)
      expect(await actorOfToken(control, token)).toMatchObject({ id: olga.id })
      if (how === 'reset') {
        const link = await makeAccountLink(control, admin, olga.id)
        await resetPassword(control, link.token, { password: 'another one of my otters' }, HOME)
      } else
        for (const disabled of [true, false]) {
          const { version } = await readAccount(control, admin, olga.id)
          await changeAccount(control, admin, olga.id, { disabled }, version)
        }
      await expect(actorOfToken(control, token), how).rejects.toMatchObject(OVER)
    }
  })

  test('ends by signing out', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    const { token } = await signIn(control, ADELE, HOME)
    await signOut(control, token)
    await signOut(control, token)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
  })

  test.each(['', 'x', 'hft_x', '0'.repeat(64), `' or 1=1 --`])('is not opened by %j', async (token) => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
    await expect(actorOfToken(control, token)).rejects.toMatchObject(OVER)
    const { tokenHash } = await control.sql
      .selectFrom('session')
      .select('tokenHash')
      .executeTakeFirstOrThrow()
    await expect(actorOf(control, tokenHash)).rejects.toMatchObject(OVER)
    await createApiToken(control, admin, apiTokenInput.parse({ name: 'x', scopes: ['jobs:read'] }))
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
  })

  test('is forgotten when it is over', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await createApiToken(control, admin, apiTokenInput.parse({ name: 'x', scopes: ['jobs:read'], days: 1 }))
    await forgetExpiredAccess(control)
    expect([await countOf(control, 'session'), await countOf(control, 'api_token')]).toEqual([1, 1])
    control.clock.advance(DAY)
    await forgetExpiredAccess(control)
    expect([await countOf(control, 'session'), await countOf(control, 'api_token')]).toEqual([0, 1])
    control.clock.advance(30 * DAY)
    await forgetExpiredAccess(control)
    expect(await countOf(control, 'api_token')).toBe(0)
  })
})

describe('an API token', () => {
  const make = (control: AccessControl, actor: Actor, scopes: Permission[] = ['jobs:read', 'people:read']) =>
    createApiToken(control, actor, apiTokenInput.parse({ name: 'SIEM', scopes, days: 30 }))

  test('acts for its owner within its scopes', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const { token, id } = await make(control, admin)
    expect(token).toMatch(/^hft_[\w-]{43}$/)
    const actor = await actorOfToken(control, token, HOME)
    expect(actor).toMatchObject({
      id: admin.id,
      role: 'cloud-administrator',
      scopes: ['jobs:read', 'people:read'],
    })
    expect(actor).not.toHaveProperty('sessionId')
    expect([may(actor, 'jobs:read'), may(actor, 'people:read'), may(actor, 'people:write')]).toEqual([
      true,
      true,
      false,
    ])
    const list = await listApiTokens(control, admin)
    expect(list).toEqual([
      expect.objectContaining({ id, name: 'SIEM', usedAt: new Date(control.clock.now()) }),
    ])
    const { rows } = await control.database.queue.executeSql('select * from api_token')
    expect(JSON.stringify([rows, list])).not.toContain(token)
    await expect(actorOf(control, token)).rejects.toMatchObject(OVER)
  })

  test('has no scope that its owner has not, then and later', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    for (const scope of ['data:override-privacy', 'own:read'] as const) {
      await expect(make(control, admin, ['jobs:read', scope])).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    const id = await member(control, admin, { role: 'cloud-administrator', email: 'olga@contoso.example' })
    const { token } = await make(control, await signedIn(control, 'olga@contoso.example'), [
      'jobs:read',
      'accounts:write',
    ])
    expect(may(await actorOfToken(control, token), 'accounts:write')).toBe(true)
    const { version } = await changeAccount(control, admin, id, { role: 'help-desk' }, 2)
    const actor = await actorOfToken(control, token)
    expect([may(actor, 'jobs:read'), may(actor, 'accounts:write')]).toEqual([true, false])
    await changeAccount(control, admin, id, { disabled: true }, version)
    await expect(actorOfToken(control, token)).rejects.toMatchObject(OVER)
  })

  test('makes no tokens', async () => {
    await using control = await accessControl()
    const { token } = await make(control, await firstAdmin(control))
    await expect(make(control, await actorOfToken(control, token))).rejects.toMatchObject({
      code: 'HF_SESSION_NEEDED',
    })
  })

  test('ends when it is revoked, and when its time is over', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const [first, second] = [await make(control, admin), await make(control, admin)]
    await revokeApiToken(control, admin, first.id)
    await revokeApiToken(control, admin, first.id)
    await expect(actorOfToken(control, first.token)).rejects.toMatchObject(OVER)
    control.clock.advance(30 * DAY - 1)
    await actorOfToken(control, second.token)
    control.clock.advance(1)
    await expect(actorOfToken(control, second.token)).rejects.toMatchObject(OVER)
    expect(apiTokenInput.safeParse({ name: 'x', scopes: ['jobs:read'], days: 366 }).success).toBe(false)
    expect(apiTokenInput.safeParse({ name: 'x', scopes: [] }).success).toBe(false)
  })

  test('is revoked by its owner and by administrators of accounts, and for others is not there', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await member(control, admin, { role: 'help-desk', email: 'help@contoso.example' })
    await member(control, admin, { role: 'auditor', email: 'olga@contoso.example' })
    const [help, olga] = [
      await signedIn(control, 'help@contoso.example'),
      await signedIn(control, 'olga@contoso.example'),
    ]
    const { id, token } = await make(control, help)
    await expect(revokeApiToken(control, olga, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(revokeApiToken(control, await actorOfToken(control, token), id)).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    await expect(listApiTokens(control, help, olga.id)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    expect(await listApiTokens(control, olga, help.id)).toHaveLength(1)
    await revokeApiToken(control, admin, id)
    await expect(actorOfToken(control, token)).rejects.toMatchObject(OVER)
  })

  test('tells when it was used, to the minute', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const { token } = await make(control, admin)
    const usedAt = async () => (await listApiTokens(control, admin))[0]?.usedAt?.getTime()
    const began = control.clock.now()
    await actorOfToken(control, token)
    control.clock.advance(MINUTE - 1)
    await actorOfToken(control, token)
    expect(await usedAt()).toBe(began)
    control.clock.advance(1)
    await actorOfToken(control, token)
    expect(await usedAt()).toBe(began + MINUTE)
  })
})
