import { describe, expect, test } from 'vitest'
import {
  type Actor,
  actorOf,
  beginSecondFactor,
  changeOwnPassword,
  changeSignInSettings,
  confirmSecondFactor,
  createApiToken,
  giveSecondFactor,
  listOwnSessions,
  newRecoveryCodes,
  removeOwnSecondFactor,
  resetSecondFactor,
  type SignIn,
  signIn,
  signInSettings,
  signingInActorOf,
} from '../../src/index.ts'
import { countOf } from '../test-control.ts'
import {
  type AccessControl,
  ADELE,
  accessControl,
  codeOf,
  firstAdmin,
  HOME,
  lastEvent,
  member,
  PASSWORD,
  signedIn,
  withApp,
} from './access-world.ts'

const STEP = 30_000
const enter = (control: AccessControl): Promise<SignIn> => signIn(control, ADELE, HOME)

async function adeleWithApp(control: AccessControl) {
  const admin = await firstAdmin(control)
  const app = await withApp(control, admin)
  control.clock.advance(2 * STEP)
  return { admin, ...app }
}

describe('the second factor', () => {
  test('is asked for once the app was set up, and opens another session', async () => {
    await using control = await accessControl()
    const { secret } = await adeleWithApp(control)
    const half = await enter(control)
    expect(half).toMatchObject({ stage: 'second-factor', needs: 'code' })
    await expect(actorOf(control, half.token)).rejects.toMatchObject({ code: 'HF_SECOND_FACTOR_NEEDED' })
    const full = await giveSecondFactor(control, half.token, codeOf(control, secret), HOME)
    expect(full).toMatchObject({ stage: 'full', newPlace: false })
    await actorOf(control, full.token)
    await expect(actorOf(control, half.token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    expect((await lastEvent(control)).details).toMatchObject({ method: 'code' })
  })

  test('keeps the app’s secret sealed', async () => {
    await using control = await accessControl()
    const { secret, recoveryCodes } = await adeleWithApp(control)
    for (const table of ['account', 'recovery_code', 'audit_event']) {
      const { rows } = await control.database.queue.executeSql(`select * from ${table}`)
      const text = JSON.stringify(rows)
      expect(text).not.toContain(secret)
      expect(text).not.toContain(recoveryCodes[0])
    }
  })

  test('takes a code of one step before or after, and none twice', async () => {
    await using control = await accessControl()
    const { secret } = await adeleWithApp(control)
    const give = async (code: string) => giveSecondFactor(control, (await enter(control)).token, code, HOME)
    for (const steps of [-2, 2]) {
      await expect(give(codeOf(control, secret, steps))).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    }
    await give(codeOf(control, secret, -1))
    await expect(give(codeOf(control, secret, -1))).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    await give(codeOf(control, secret, 1))
    await expect(give(codeOf(control, secret, 0))).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    const twice = await Promise.all([enter(control), enter(control)])
    control.clock.advance(STEP * 3)
    const both = await Promise.allSettled(
      twice.map(({ token }) => giveSecondFactor(control, token, codeOf(control, secret), HOME)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('has ten minutes to be given', async () => {
    await using control = await accessControl()
    const { secret } = await adeleWithApp(control)
    const { token } = await enter(control)
    control.clock.advance(10 * 60_000)
    const late = giveSecondFactor(control, token, codeOf(control, secret), HOME)
    await expect(late).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
  })

  test('locks the account after ten wrong codes, also with the right password between them', async () => {
    await using control = await accessControl()
    const { secret } = await adeleWithApp(control)
    const { token } = await enter(control)
    for (let i = 0; i < 10; i++) {
      if (i % 3 === 0) await enter(control)
      await expect(giveSecondFactor(control, token, '000000', HOME)).rejects.toMatchObject({
        code: 'HF_CODE_WRONG',
      })
    }
    expect(await lastEvent(control)).toMatchObject({ action: 'account.locked' })
    const right = giveSecondFactor(control, token, codeOf(control, secret), HOME)
    await expect(right).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    await expect(enter(control)).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
    control.clock.advance(60_000)
    await giveSecondFactor(control, token, codeOf(control, secret), HOME)
  })

  test('may be one of ten recovery codes, each of them once', async () => {
    await using control = await accessControl()
    const { recoveryCodes } = await adeleWithApp(control)
    expect(recoveryCodes).toHaveLength(10)
    expect(new Set(recoveryCodes).size).toBe(10)
    const [first = '', second = ''] = recoveryCodes
    const give = async (code: string) => giveSecondFactor(control, (await enter(control)).token, code, HOME)
    await give(first)
    expect((await lastEvent(control)).details).toMatchObject({ method: 'recovery-code' })
    await expect(give(first)).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    await give(second.toUpperCase().replaceAll('-', ' '))
  })

  test('has new recovery codes in the place of the old ones, for whoever has the app', async () => {
    await using control = await accessControl()
    const { admin, secret, recoveryCodes } = await adeleWithApp(control)
    await expect(newRecoveryCodes(control, admin, '000000')).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    const codes = await newRecoveryCodes(control, admin, codeOf(control, secret))
    const give = async (code = '') => giveSecondFactor(control, (await enter(control)).token, code, HOME)
    await expect(give(recoveryCodes[3])).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    await give(codes[3])
  })
})

describe('setting the second factor up', () => {
  test('counts from its first code on', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const { secret, uri } = await beginSecondFactor(control, admin)
    expect(uri).toContain(`secret=${secret}`)
    expect(await enter(control)).toMatchObject({ stage: 'full' })
    await expect(confirmSecondFactor(control, admin, '000000')).rejects.toMatchObject({
      code: 'HF_CODE_WRONG',
    })
    expect(await enter(control)).toMatchObject({ stage: 'full' })
    const elsewhere = await enter(control)
    const confirmed = await confirmSecondFactor(control, admin, codeOf(control, secret))
    expect(confirmed).not.toHaveProperty('signIn')
    await expect(actorOf(control, elsewhere.token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    expect(await listOwnSessions(control, admin)).toHaveLength(1)
    expect(await enter(control)).toMatchObject({ stage: 'second-factor' })
  })

  test('again needs a code of the app there is, which stays until then', async () => {
    await using control = await accessControl()
    const { admin, secret } = await adeleWithApp(control)
    await expect(beginSecondFactor(control, admin)).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    await expect(beginSecondFactor(control, admin, '000000')).rejects.toMatchObject({ code: 'HF_CODE_WRONG' })
    const next = await beginSecondFactor(control, admin, codeOf(control, secret))
    control.clock.advance(2 * STEP)
    await giveSecondFactor(control, (await enter(control)).token, codeOf(control, secret), HOME)
    await confirmSecondFactor(control, admin, codeOf(control, next.secret))
    control.clock.advance(2 * STEP)
    const { token } = await enter(control)
    await expect(giveSecondFactor(control, token, codeOf(control, secret), HOME)).rejects.toThrow(/code/)
    await giveSecondFactor(control, token, codeOf(control, next.secret), HOME)
  })

  test('is no way around it for whoever has the password alone', async () => {
    await using control = await accessControl()
    await adeleWithApp(control)
    const half = await signingInActorOf(control, (await enter(control)).token, HOME)
    expect(half).not.toHaveProperty('role')
    const ways: readonly ((actor: Actor) => Promise<unknown>)[] = [
      (actor) => beginSecondFactor(control, actor),
      (actor) => beginSecondFactor(control, actor, '000000'),
      (actor) => confirmSecondFactor(control, actor, '000000'),
      (actor) => removeOwnSecondFactor(control, actor, '000000'),
      (actor) => newRecoveryCodes(control, actor, '000000'),
      (actor) => changeOwnPassword(control, actor, { current: ADELE.password, password: PASSWORD }),
      (actor) => listOwnSessions(control, actor),
      (actor) => createApiToken(control, actor, { name: 'x', scopes: ['people:read'], days: 1 }),
    ]
    for (const way of ways) await expect(way(half)).rejects.toMatchObject({ code: 'HF_SECOND_FACTOR_NEEDED' })
  })

  test('is asked of roles that must have one, and completes signing in', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const settings = signInSettings.parse({ secondFactorFor: ['auditor'] })
    await changeSignInSettings(control, admin, settings, 0)
    await member(control, admin, { role: 'help-desk', email: 'help@contoso.example' })
    await signedIn(control, 'help@contoso.example')
    await member(control, admin, { role: 'auditor', email: 'olga@contoso.example' })
    const half = await signIn(control, { email: 'olga@contoso.example', password: PASSWORD }, HOME)
    expect(half).toMatchObject({ stage: 'second-factor', needs: 'set-up' })
    await expect(giveSecondFactor(control, half.token, '000000', HOME)).rejects.toMatchObject({
      code: 'HF_SECOND_FACTOR_NEEDED',
    })
    const actor = await signingInActorOf(control, half.token, HOME)
    const { secret } = await beginSecondFactor(control, actor)
    const { signIn: full, recoveryCodes } = await confirmSecondFactor(control, actor, codeOf(control, secret))
    expect(recoveryCodes).toHaveLength(10)
    const olga = await actorOf(control, full?.token ?? '', HOME)
    expect(olga.role).toBe('auditor')
    await expect(actorOf(control, half.token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    control.clock.advance(2 * STEP)
    await expect(removeOwnSecondFactor(control, olga, codeOf(control, secret))).rejects.toMatchObject({
      code: 'HF_SECOND_FACTOR_ASKED',
    })
  })

  test('is taken back with a code', async () => {
    await using control = await accessControl()
    const { admin, secret, recoveryCodes } = await adeleWithApp(control)
    await expect(removeOwnSecondFactor(control, admin, '000000')).rejects.toMatchObject({
      code: 'HF_CODE_WRONG',
    })
    await removeOwnSecondFactor(control, admin, codeOf(control, secret))
    expect(await countOf(control, 'recovery_code')).toBe(0)
    expect(await enter(control)).toMatchObject({ stage: 'full' })
    // Nothing of the old ones is good for an app that comes later.
    await withApp(control, admin)
    const { token } = await enter(control)
    await expect(giveSecondFactor(control, token, recoveryCodes[0] ?? '', HOME)).rejects.toThrow(/code/)
  })

  test('is reset by an administrator for somebody else', async () => {
    await using control = await accessControl()
    const { admin } = await adeleWithApp(control)
    const id = await member(control, admin, { role: 'help-desk', email: 'help@contoso.example' })
    await withApp(control, await signedIn(control, 'help@contoso.example'))
    const { token } = await signIn(control, { email: 'help@contoso.example', password: PASSWORD }, HOME)
    await resetSecondFactor(control, admin, id)
    await expect(signingInActorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    await signedIn(control, 'help@contoso.example')
  })
})
