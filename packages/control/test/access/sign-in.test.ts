import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { lockMinutes } from '../../src/access/lock-out.ts'
import {
  actorOf,
  changeAccount,
  changeOwnPassword,
  DEFAULT_SETTINGS,
  invitation,
  inviteAccount,
  makeAccountLink,
  resetPassword,
  signIn,
  signInInput,
  unlockAccount,
  verifyAudit,
} from '../../src/index.ts'
import {
  type AccessControl,
  ADELE,
  accessControl,
  actionsOf,
  firstAdmin,
  HOME,
  lastEvent,
  member,
  newPerson,
  newProfile,
  PASSWORD,
  signedIn,
} from './access-world.ts'

const OLGA = 'olga@contoso.example'
const MINUTE = 60_000
const attempt = (control: AccessControl, password: string, email = ADELE.email, address = HOME) =>
  signIn(control, { email, password }, address)

async function fail(control: AccessControl, times: number, email = ADELE.email): Promise<void> {
  for (let i = 0; i < times; i++) {
    await expect(attempt(control, 'wrong', email)).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
  }
}

describe('signing in', () => {
  test('gives a session, of which the hash alone is kept', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const session = await attempt(control, ADELE.password)
    expect(session).toMatchObject({ stage: 'full', accountId: admin.id, newPlace: false })
    expect(Buffer.from(session.token, 'base64url')).toHaveLength(32)
    const { rows } = await control.database.queue.executeSql('select * from session')
    expect(JSON.stringify(rows)).not.toContain(session.token)
    expect(await actorOf(control, session.token, HOME)).toEqual({
      kind: 'account',
      id: admin.id,
      name: ADELE.name,
      role: 'cloud-administrator',
      sessionId: expect.any(String),
      address: HOME,
    })
    expect(await lastEvent(control)).toMatchObject({
      action: 'sign-in.succeeded',
      actor: { id: admin.id, address: HOME },
      details: { method: 'password', newPlace: false },
    })
  })

  test('fails in one way, whatever is wrong', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const id = await member(control, admin, { role: 'auditor', email: OLGA })
    await changeAccount(control, admin, id, { disabled: true }, 2)
    const invited = { role: 'auditor', email: 'invited@contoso.example' } as const
    await inviteAccount(control, admin, invitation.parse(invited))
    const failures = await Promise.all(
      [
        attempt(control, 'wrong'),
        attempt(control, 'wrong', 'nobody@contoso.example'),
        attempt(control, PASSWORD, OLGA),
        attempt(control, PASSWORD, invited.email),
        attempt(control, ADELE.password, "adele@contoso.example' or '1'='1"),
      ].map((attempted) => attempted.catch((error: Error) => JSON.stringify(error))),
    )
    expect(new Set(failures).size).toBe(1)
    expect(failures[0]).toContain('HF_SIGN_IN_FAILED')
    const events = await control.sql
      .selectFrom('auditEvent')
      .selectAll()
      .where('action', '=', 'sign-in.failed')
      .execute()
    const reasons = events.map(({ details }) => (details as { reason: string }).reason).sort()
    expect(reasons).toEqual(['password', 'unknown', 'unknown', 'unusable', 'unusable'])
    expect(JSON.stringify(events)).not.toContain('nobody@')
    expect(await verifyAudit(control.sql)).not.toHaveProperty('brokenAt')
  })

  test('locks the account after ten failures, for longer each time', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    await fail(control, 9)
    await attempt(control, ADELE.password)
    await fail(control, 10)
    expect((await lastEvent(control)).details).toEqual({ minutes: 1, failures: 10 })
    await expect(attempt(control, ADELE.password)).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
    expect((await lastEvent(control)).details).toEqual({ reason: 'locked' })
    control.clock.advance(MINUTE - 1)
    await expect(attempt(control, ADELE.password)).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
    control.clock.advance(1)
    await fail(control, 1)
    expect((await lastEvent(control)).details).toEqual({ minutes: 2, failures: 11 })
    control.clock.advance(2 * MINUTE)
    await attempt(control, ADELE.password)
    // From here on the failures count anew.
    await fail(control, 9)
    await attempt(control, ADELE.password)
  })

  test.each([
    [0, 0],
    [9, 0],
    [10, 1],
    [11, 2],
    [15, 32],
    [16, 60],
    [1_000, 60],
  ])('locks after %i failures for %i minutes', (failures, minutes) => {
    expect(lockMinutes(failures)).toBe(minutes)
  })

  test('counts guesses that come in together one after another', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    await Promise.all(Array.from({ length: 30 }, () => fail(control, 1)))
    expect((await adele(control)).failedAttempts).toBe(10)
    await expect(attempt(control, ADELE.password)).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
    const actions = await actionsOf(control)
    expect(actions.filter((action) => action === 'account.locked')).toHaveLength(1)
    expect(actions.filter((action) => action === 'sign-in.failed')).toHaveLength(31)
  })

  test('takes no text that the database would not', () => {
    for (const email of ['a\0b', 'a\ud800b', 'a\nb', '', ' ', 'x'.repeat(321)]) {
      expect(signInInput.safeParse({ email, password: 'x' }).success).toBe(false)
    }
    expect(signInInput.parse({ email: ' José@contoso.example ', password: ' x ' })).toEqual({
      email: 'José@contoso.example',
      password: ' x ',
    })
  })

  test('is open again when an administrator unlocks the account', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const id = await member(control, admin, { role: 'auditor', email: OLGA })
    await fail(control, 10, OLGA)
    await unlockAccount(control, admin, id)
    await signedIn(control, OLGA)
  })

  test('tells of a new place, by network', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    const from = async (address: string) =>
      (await attempt(control, ADELE.password, ADELE.email, address)).newPlace
    expect(await from('192.0.2.200')).toBe(false)
    expect(await from('2001:db8::1')).toBe(true)
    expect((await lastEvent(control)).details).toMatchObject({ newPlace: true })
    expect(await from('2001:db8::ffff')).toBe(false)
    expect(await from('198.51.100.1')).toBe(true)
    expect(await from(HOME)).toBe(false)
    const alerts = await control.sql
      .selectFrom('alert')
      .select(['kind', 'details'])
      .orderBy('firstAt')
      .execute()
    expect(alerts).toMatchObject([
      { kind: 'sign-in-from-new-place', details: { account: ADELE.email, address: '2001:db8::1' } },
      { kind: 'sign-in-from-new-place', details: { address: '198.51.100.1' } },
    ])
  })

  test('hashes a password anew when the parameters have changed', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    const old = await hash(ADELE.password, { timeCost: 1, memoryCost: 8_192 })
    await control.sql.updateTable('account').set({ passwordHash: old }).execute()
    await expect(attempt(control, 'wrong')).rejects.toThrow()
    expect((await adele(control)).passwordHash).toBe(old)
    await attempt(control, ADELE.password)
    expect((await adele(control)).passwordHash).toContain('$m=19456,t=2,p=1$')
    await attempt(control, ADELE.password)
  })

  test('is for people only while they are active and their profile lets them', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const profile = await newProfile(control, 'Sales')
    const personId = await newPerson(control, profile, 'megan@contoso.example')
    await member(control, admin, { role: 'person', personId })
    const { token } = await attempt(control, PASSWORD, 'megan@contoso.example')
    const setProfile = (selfService: boolean) => {
      const settings = {
        ...DEFAULT_SETTINGS,
        selfService: { ...DEFAULT_SETTINGS.selfService, signIn: selfService },
      }
      return control.sql
        .updateTable('profile')
        .set({ settings: JSON.stringify(settings) })
        .execute()
    }
    await setProfile(false)
    await expect(actorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    await fail(control, 1, 'megan@contoso.example')
    await setProfile(true)
    await actorOf(control, token)
    await control.sql.updateTable('person').set({ state: 'preserved' }).execute()
    await expect(actorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    await expect(attempt(control, PASSWORD, 'megan@contoso.example')).rejects.toThrow(/Signing in failed/)
  })
})

describe('a password', () => {
  test('is changed by whoever knows it, and ends the other sessions', async () => {
    await using control = await accessControl()
    await firstAdmin(control)
    const here = await attempt(control, ADELE.password)
    const there = await attempt(control, ADELE.password)
    const actor = await actorOf(control, here.token, HOME)
    const change = (current: string, password: string) =>
      changeOwnPassword(control, actor, { current, password })
    await expect(change('wrong', PASSWORD)).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
    await expect(change(ADELE.password, 'short')).rejects.toMatchObject({ code: 'HF_PASSWORD_REFUSED' })
    await actorOf(control, there.token)
    await change(ADELE.password, PASSWORD)
    await actorOf(control, here.token)
    await expect(actorOf(control, there.token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    await fail(control, 1)
    await signedIn(control, ADELE.email)
    expect((await actionsOf(control)).filter((action) => action === 'account.password-changed')).toHaveLength(
      1,
    )
  })

  test('is not guessed by changing it', async () => {
    await using control = await accessControl()
    const actor = await firstAdmin(control)
    const change = (current: string) => changeOwnPassword(control, actor, { current, password: PASSWORD })
    for (let i = 0; i < 10; i++) await expect(change(`wrong ${i}`)).rejects.toThrow(/Signing in failed/)
    await expect(change(ADELE.password)).rejects.toThrow(/Signing in failed/)
  })

  test('is not changed by a token', async () => {
    await using control = await accessControl()
    const { sessionId: _, ...actor } = await firstAdmin(control)
    const change = changeOwnPassword(control, actor, { current: ADELE.password, password: PASSWORD })
    await expect(change).rejects.toMatchObject({ code: 'HF_SESSION_NEEDED' })
  })

  test('is set anew by a link of an administrator, which unlocks and ends all sessions', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const id = await member(control, admin, { role: 'auditor', email: OLGA })
    const { token } = await attempt(control, PASSWORD, OLGA)
    const link = await makeAccountLink(control, admin, id)
    await actorOf(control, token)
    await fail(control, 10, OLGA)
    const reset = (password: string) => resetPassword(control, link.token, { password }, HOME)
    await expect(reset('Password1234')).rejects.toMatchObject({ code: 'HF_PASSWORD_REFUSED' })
    expect(await reset('another good one, olives')).toBe(id)
    await expect(reset('another good one, plums')).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
    await expect(actorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    await fail(control, 1, OLGA)
    await signedIn(control, OLGA, 'another good one, olives')
  })
})

async function adele({ sql }: AccessControl) {
  return await sql
    .selectFrom('account')
    .selectAll()
    .where('email', '=', ADELE.email)
    .executeTakeFirstOrThrow()
}
