import { describe, expect, test } from 'vitest'
import { keepAnAdministrator } from '../../src/access/account-administration.ts'
import {
  type Actor,
  acceptInvitation,
  accountFilter,
  actorOf,
  changeAccount,
  deleteAccount,
  invitation,
  inviteAccount,
  listAccounts,
  makeAccountLink,
  newId,
  PERMISSIONS,
  readAccount,
  readLink,
  resetPassword,
  resetSecondFactor,
  signIn,
  systemActor,
  unlockAccount,
} from '../../src/index.ts'
import {
  type AccessControl,
  ADELE,
  accessControl,
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

async function version({ sql }: AccessControl, id: string): Promise<number> {
  const row = await sql.selectFrom('account').select('version').where('id', '=', id).executeTakeFirst()
  return row?.version ?? 1
}

describe('an invitation', () => {
  test('makes an account of whoever has the link', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const profile = await newProfile(control, 'Sales')
    const input = invitation.parse({ role: 'profile-administrator', profiles: [profile], email: OLGA })
    const { id, token } = await inviteAccount(control, admin, input)
    expect(await lastEvent(control)).toMatchObject({
      action: 'account.invited',
      targetId: id,
      actor: { id: admin.id, role: 'cloud-administrator', address: HOME },
      details: { role: 'profile-administrator', email: OLGA, profiles: [profile] },
    })
    await expect(signIn(control, { email: OLGA, password: PASSWORD }, HOME)).rejects.toThrow(
      /Signing in failed/,
    )
    expect(await readLink(control, token)).toMatchObject({ purpose: 'invitation', email: OLGA })
    await acceptInvitation(control, token, { name: 'Olga', password: PASSWORD }, HOME)
    const olga = await signedIn(control, 'OLGA@contoso.example')
    expect(olga).toMatchObject({ id, name: 'Olga', role: 'profile-administrator', profiles: [profile] })
    const again = acceptInvitation(control, token, { name: 'Olga', password: PASSWORD }, HOME)
    await expect(again).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
  })

  test('is good for seven days, and replaced by another', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const input = invitation.parse({ role: 'auditor', email: OLGA })
    const first = await inviteAccount(control, admin, input)
    const second = await makeAccountLink(control, admin, first.id)
    const accept = (token: string) =>
      acceptInvitation(control, token, { name: 'Olga', password: PASSWORD }, HOME)
    await expect(accept(first.token)).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
    control.clock.advance(7 * 86_400_000)
    await expect(accept(second.token)).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
    const third = await makeAccountLink(control, systemActor('command-line'), first.id)
    expect(await accept(third.token)).toBe(first.id)
  })

  test('gives a person the own account', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const profile = await newProfile(control, 'Sales')
    const personId = await newPerson(control, profile, 'megan@contoso.example')
    await member(control, admin, { role: 'person', personId })
    const megan = await signedIn(control, 'megan@contoso.example')
    expect(megan).toMatchObject({ role: 'person', personId })
    const missing = invitation.parse({ role: 'person', personId: newId(control) })
    await expect(inviteAccount(control, admin, missing)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  })

  test.each([
    [
      'a cloud administrator of some profiles',
      { role: 'cloud-administrator', profiles: [crypto.randomUUID()], email: OLGA },
    ],
    ['a profile administrator of none', { role: 'profile-administrator', email: OLGA }],
    ['a profile administrator of no profile', { role: 'profile-administrator', profiles: [], email: OLGA }],
    ['a person who is nobody', { role: 'person', email: OLGA }],
    ['an auditor who is a person', { role: 'auditor', personId: crypto.randomUUID(), email: OLGA }],
    ['somebody without an address', { role: 'auditor' }],
    ['an unknown role', { role: 'owner', email: OLGA }],
  ])('is not made for %s', (_, input) => {
    expect(invitation.safeParse(input).success).toBe(false)
  })

  test('needs an address that has no account, and profiles that there are', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const taken = invitation.parse({ role: 'auditor', email: ADELE.email.toUpperCase() })
    await expect(inviteAccount(control, admin, taken)).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    const nowhere = invitation.parse({ role: 'help-desk', profiles: [newId(control)], email: OLGA })
    await expect(inviteAccount(control, admin, nowhere)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  })
})

describe('the administration of accounts', () => {
  const act: Record<string, (control: AccessControl, actor: Actor, id: string) => Promise<unknown>> = {
    invite: (control, actor) =>
      inviteAccount(control, actor, invitation.parse({ role: 'auditor', email: 'new@contoso.example' })),
    change: async (control, actor, id) =>
      changeAccount(control, actor, id, { role: 'help-desk' }, await version(control, id)),
    delete: async (control, actor, id) => deleteAccount(control, actor, id, await version(control, id)),
    link: (control, actor, id) => makeAccountLink(control, actor, id),
    unlock: (control, actor, id) => unlockAccount(control, actor, id),
    reset: (control, actor, id) => resetSecondFactor(control, actor, id),
  }
  const others: readonly Actor[] = [
    { kind: 'account', id: 'x', name: 'X', role: 'profile-administrator', profiles: [] },
    { kind: 'account', id: 'x', name: 'X', role: 'help-desk' },
    { kind: 'account', id: 'x', name: 'X', role: 'legal-officer' },
    { kind: 'account', id: 'x', name: 'X', role: 'auditor' },
    { kind: 'account', id: 'x', name: 'X', role: 'person' },
    { kind: 'account', id: 'x', name: 'X' },
    { kind: 'account', id: 'x', name: 'X', role: 'cloud-administrator', profiles: [] },
    { kind: 'account', id: 'x', name: 'X', role: 'cloud-administrator', scopes: ['accounts:read'] },
  ]

  test.each(Object.keys(act))('%s: for cloud administrators without limits alone', async (name) => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const id = await member(control, admin, { role: 'auditor', email: OLGA })
    const before = await control.sql.selectFrom('account').selectAll().orderBy('id').execute()
    for (const actor of others) {
      await expect(act[name]?.(control, actor, id)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    expect(await control.sql.selectFrom('account').selectAll().orderBy('id').execute()).toEqual(before)
  })

  test.each(['change', 'delete', 'link', 'reset'])('%s: not of the own account', async (name) => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await expect(act[name]?.(control, admin, admin.id)).rejects.toMatchObject({ code: 'HF_OWN_ACCOUNT' })
  })

  test.each(['change', 'delete', 'link', 'unlock', 'reset'])('%s: of what there is', async (name) => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await expect(act[name]?.(control, admin, newId(control))).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  })

  test('changes role and scope at once for whoever is signed in', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const profile = await newProfile(control, 'Sales')
    const id = await member(control, admin, { role: 'help-desk', email: OLGA })
    const { token } = await signIn(control, { email: OLGA, password: PASSWORD }, HOME)
    const scoped = { role: 'profile-administrator', profiles: [profile] } as const
    const changed = await changeAccount(
      control,
      admin,
      id,
      { ...scoped, profiles: [profile] },
      await version(control, id),
    )
    expect(changed).toMatchObject(scoped)
    expect(await actorOf(control, token)).toMatchObject({ id, ...scoped })
    const late = changeAccount(control, admin, id, { role: 'auditor' }, changed.version - 1)
    await expect(late).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    // A change of role alone keeps the limits; only saying so takes them away.
    expect(await changeAccount(control, admin, id, { role: 'help-desk' }, changed.version)).toMatchObject({
      profiles: [profile],
    })
    expect(await changeAccount(control, admin, id, { profiles: null }, changed.version + 1)).toMatchObject({
      profiles: null,
    })
    const without = changeAccount(control, admin, id, { role: 'profile-administrator' }, changed.version + 2)
    await expect(without).rejects.toMatchObject({ code: 'HF_INVALID' })
  })

  test('makes no other account of a person’s own', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const personId = await newPerson(control, await newProfile(control, 'Sales'), 'megan@contoso.example')
    const id = await member(control, admin, { role: 'person', personId })
    const change = changeAccount(control, admin, id, { role: 'auditor' }, await version(control, id))
    await expect(change).rejects.toMatchObject({ code: 'HF_INVALID' })
  })

  test('ends sessions and links with the account', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const id = await member(control, admin, { role: 'help-desk', email: OLGA })
    const { token } = await signIn(control, { email: OLGA, password: PASSWORD }, HOME)
    const link = await makeAccountLink(control, admin, id)
    const off = await changeAccount(control, admin, id, { disabled: true }, await version(control, id))
    expect(off.state).toBe('disabled')
    await expect(actorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN', status: 401 })
    await expect(signIn(control, { email: OLGA, password: PASSWORD }, HOME)).rejects.toThrow(
      /Signing in failed/,
    )
    await expect(resetPassword(control, link.token, { password: PASSWORD }, HOME)).rejects.toThrow(/link/)
    await expect(makeAccountLink(control, admin, id)).rejects.toMatchObject({ code: 'HF_INVALID' })
    const on = await changeAccount(control, admin, id, { disabled: false }, off.version)
    expect(on.state).toBe('active')
    await expect(actorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    await signedIn(control, OLGA)
    await deleteAccount(control, admin, id, on.version)
    await expect(readAccount(control, admin, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    expect(await lastEvent(control)).toMatchObject({ action: 'account.deleted', details: { email: OLGA } })
  })

  test('never loses the last cloud administrator', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const system = systemActor('command-line')
    const attempts = [
      () => changeAccount(control, system, admin.id, { role: 'auditor' }, 1),
      () => changeAccount(control, system, admin.id, { disabled: true }, 1),
      () => deleteAccount(control, system, admin.id, 1),
    ]
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: 'HF_LAST_ADMINISTRATOR' })
    // One who has not accepted yet cannot take over.
    await inviteAccount(control, admin, invitation.parse({ role: 'cloud-administrator', email: OLGA }))
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: 'HF_LAST_ADMINISTRATOR' })
  })

  test('never loses both administrators who take each other’s role', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const id = await member(control, admin, { role: 'cloud-administrator', email: OLGA })
    const olga = await signedIn(control, OLGA)
    const both = await Promise.allSettled([
      changeAccount(control, admin, olga.id, { role: 'auditor' }, await version(control, id)),
      changeAccount(control, olga, admin.id, { disabled: true }, 1),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('holds the administrators while one of them loses the role', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await member(control, admin, { role: 'cloud-administrator', email: OLGA })
    await control.sql.transaction().execute(async (transaction) => {
      await keepAnAdministrator(transaction, admin.id)
      // The embedded database has a single session: there the whole transaction is alone.
      if (control.database.kind === 'embedded') return
      const free = await control.sql.selectFrom('account').select('id').forUpdate().skipLocked().execute()
      expect(free).toEqual([])
    })
  })

  test('hands on by a token no more than the token has', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const other = await member(control, admin, { role: 'cloud-administrator', email: OLGA })
    const { sessionId: _, ...account } = admin
    const narrow: Actor = { ...account, scopes: ['accounts:write', 'people:read', 'jobs:read'] }
    const role = (name: string) => invitation.parse({ role: name, email: 'new@contoso.example' })
    for (const name of ['cloud-administrator', 'help-desk', 'legal-officer', 'auditor']) {
      await expect(inviteAccount(control, narrow, role(name))).rejects.toMatchObject({
        code: 'HF_ROLE_BEYOND',
      })
    }
    for (const attempt of [act.change, act.delete, act.link, act.reset]) {
      await expect(attempt?.(control, narrow, other)).rejects.toMatchObject({ code: 'HF_ROLE_BEYOND' })
    }
    const wide: Actor = { ...account, scopes: [...PERMISSIONS] }
    await inviteAccount(control, wide, role('help-desk'))
  })
})

describe('the list of accounts', () => {
  test('shows nothing of what anybody signs in with', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const { items } = await listAccounts(control, admin, accountFilter.parse({}))
    expect(items).toEqual([await readAccount(control, admin, admin.id)])
    expect(Object.keys(items[0] ?? {}).join()).not.toMatch(/hash|secret/i)
    expect(items[0]).toMatchObject({
      hasPassword: true,
      hasSecondFactor: false,
      lastSignInAt: expect.any(Date),
    })
  })

  test('comes in pages, filtered', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    for (const name of ['b_b', 'Bxb', 'c']) {
      const input = invitation.parse({ role: 'auditor', email: `${name}@contoso.example` })
      await inviteAccount(control, admin, input)
    }
    const emails = async (filter: object) =>
      (await listAccounts(control, admin, accountFilter.parse(filter))).items.map(
        ({ email }) => email.split('@')[0],
      )
    const first = await listAccounts(control, admin, accountFilter.parse({ limit: 2 }))
    expect(first.next).toBe('b_b@contoso.example')
    expect(await emails({ limit: 2 })).toEqual(['adele', 'b_b'])
    expect(await emails({ limit: 2, after: first.next })).toEqual(['Bxb', 'c'])
    expect(await emails({ role: 'auditor', limit: 500 })).toEqual(['b_b', 'Bxb', 'c'])
    expect(await emails({ state: 'active' })).toEqual(['adele'])
    expect(await emails({ search: 'b_b' })).toEqual(['b_b'])
    expect(await emails({ search: 'VANCE' })).toEqual(['adele'])
  })

  test('has people’s own accounts for whoever may know of the people', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const [sales, legal] = [await newProfile(control, 'Sales'), await newProfile(control, 'Legal')]
    const megan = await newPerson(control, sales, 'megan@contoso.example')
    const alex = await newPerson(control, legal, 'alex@contoso.example')
    await member(control, admin, { role: 'person', personId: megan })
    const hidden = await member(control, admin, { role: 'person', personId: alex })
    const auditor: Actor = {
      kind: 'account',
      id: newId(control),
      name: 'A',
      role: 'auditor',
      profiles: [sales],
    }
    const { items } = await listAccounts(control, auditor, accountFilter.parse({}))
    expect(items.map(({ email }) => email)).toEqual([ADELE.email, 'megan@contoso.example'])
    await expect(readAccount(control, auditor, hidden)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    const helper: Actor = { ...auditor, role: 'help-desk' }
    await expect(listAccounts(control, helper, accountFilter.parse({}))).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
  })
})
