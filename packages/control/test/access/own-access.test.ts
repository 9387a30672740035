import { expect, test } from 'vitest'
import { changeSignInSettings, readOwnAccess, roleFacts, signInSettings } from '../../src/index.ts'
import { ADELE, accessControl, firstAdmin } from './access-world.ts'

test('everybody is told what they sign in with', async () => {
  await using control = await accessControl()
  const admin = await firstAdmin(control)
  expect(await readOwnAccess(control, admin)).toEqual({
    email: ADELE.email,
    hasPassword: true,
    hasSecondFactor: false,
    mustHaveSecondFactor: false,
    recoveryCodesLeft: 0,
    isOfOrganisation: false,
  })
  const wanted = signInSettings.parse({ secondFactorFor: ['auditor'] })
  await changeSignInSettings(control, admin, wanted, 0)
  expect(await readOwnAccess(control, admin)).toMatchObject({ mustHaveSecondFactor: false })
})

test('a token is not told', async () => {
  await using control = await accessControl()
  const { sessionId: _, ...byToken } = await firstAdmin(control)
  await expect(readOwnAccess(control, byToken)).rejects.toMatchObject({ code: 'HF_SESSION_NEEDED' })
})

test('roles say what they may, and whether they are limited to profiles', () => {
  const facts = new Map(roleFacts().map(({ role, ...rest }) => [role, rest]))
  expect(facts.get('cloud-administrator')).toMatchObject({ limit: 'never' })
  expect(facts.get('profile-administrator')).toMatchObject({ limit: 'must' })
  expect(facts.get('auditor')).toMatchObject({ limit: 'may' })
  expect(facts.get('auditor')?.permissions).not.toContain('organisation:write')
})
