import { afterAll, describe, expect, test, vi } from 'vitest'
import {
  type Actor,
  actorOf,
  changeAccount,
  changeOidcSettings,
  giveSecondFactor,
  makeAccountLink,
  type OidcChange,
  OidcSignIn,
  oidcChange,
  readAccount,
  readOidcSettings,
  resealAccessSecrets,
  SecretBox,
  type SignIn,
  signIn,
  systemActor,
} from '../../src/index.ts'
import {
  type AccessControl,
  ADELE,
  accessControl,
  actionsOf,
  codeOf,
  firstAdmin,
  HOME,
  lastEvent,
  member,
  newPerson,
  newProfile,
  PASSWORD,
  signedIn,
  withApp,
} from './access-world.ts'
import { CLIENT, type OidcProvider, oidcProvider, REDIRECT } from './oidc-provider.ts'

// The provider warns that its development pages are for development.
vi.spyOn(console, 'info').mockImplementation(() => {})
vi.spyOn(console, 'warn').mockImplementation(() => {})
afterAll(() => vi.restoreAllMocks())

const TENANT = '6f9c1a52-0000-4000-8000-00000000000a'
const OID = '6f9c1a52-0000-4000-8000-0000000000f1'

async function setUp(
  control: AccessControl,
  { issuer }: OidcProvider,
  change: Partial<Omit<OidcChange, 'roles'>> & { roles?: object[] } = {},
): Promise<{ admin: Actor; oidc: OidcSignIn }> {
  const admin = await firstAdmin(control)
  await configure(control, admin, issuer, change, 0)
  return { admin, oidc: new OidcSignIn(control) }
}

async function configure(
  control: AccessControl,
  admin: Actor,
  issuer: string,
  change: object,
  version: number,
): Promise<void> {
  const input = oidcChange.parse({ enabled: true, issuer, ...CLIENT, ...change })
  await changeOidcSettings(control, admin, input, version)
}

/** The whole way: begin, the provider's pages, finish. */
async function enter(
  oidc: OidcSignIn,
  provider: OidcProvider,
  login: string,
  joins?: Actor,
): Promise<SignIn> {
  const { url, flow } = await oidc.begin(REDIRECT, joins && { joins })
  return await oidc.finish(flow, await provider.browse(url, login), HOME)
}

describe('signing in with the organisation', () => {
  test('makes an account with the role that the organisation gives', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const profile = await newProfile(control, 'Sales')
    const roles = [
      { value: 'backup-admins', role: 'cloud-administrator' },
      { value: 'helpers', role: 'help-desk', profiles: [profile] },
    ]
    const { oidc } = await setUp(control, provider, { roles })
    provider.people.set('olga', {
      name: 'Olga',
      email: 'olga@contoso.example',
      groups: ['others', 'helpers'],
    })
    const { token, stage, newPlace } = await enter(oidc, provider, 'olga')
    expect({ stage, newPlace }).toEqual({ stage: 'full', newPlace: false })
    const olga = await actorOf(control, token)
    expect(olga).toMatchObject({ name: 'Olga', role: 'help-desk', profiles: [profile] })
    expect(await readAccount(control, systemActor('test'), olga.id)).toMatchObject({
      hasPassword: false,
      isOfOrganisation: true,
      email: 'olga@contoso.example',
    })
    expect(await lastEvent(control)).toMatchObject({ details: { method: 'organisation', newPlace: false } })
    expect((await enter(oidc, provider, 'olga')).accountId).toBe(olga.id)
    // There is no password, and none can be had.
    await expect(signIn(control, { email: 'olga@contoso.example', password: '-' }, HOME)).rejects.toThrow(
      /failed/,
    )
    await expect(makeAccountLink(control, systemActor('test'), olga.id)).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
  })

  test('reads claims from UserInfo and from a path', async () => {
    await using provider = await oidcProvider({ inToken: false })
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider, {
      claim: 'realm_access.roles',
      roles: [{ value: 'auditors', role: 'auditor' }],
    })
    provider.people.set('olga', {
      name: 'Olga',
      email: 'o@contoso.example',
      realm_access: { roles: ['auditors'] },
    })
    const session = await enter(oidc, provider, 'olga')
    expect(await actorOf(control, session.token)).toMatchObject({ name: 'Olga', role: 'auditor' })
  })

  test('follows the organisation from one signing in to the next', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const roles = [
      { value: 'admins', role: 'cloud-administrator' },
      { value: 'auditors', role: 'auditor' },
    ]
    const { oidc } = await setUp(control, provider, { roles })
    const olga = { name: 'Olga', email: 'olga@contoso.example' }
    provider.people.set('olga', { ...olga, groups: ['admins'] })
    const first = await enter(oidc, provider, 'olga')
    expect(await actorOf(control, first.token)).toMatchObject({ role: 'cloud-administrator' })
    provider.people.set('olga', { ...olga, groups: ['auditors'] })
    const second = await enter(oidc, provider, 'olga')
    expect(second.accountId).toBe(first.accountId)
    expect(await actorOf(control, second.token)).toMatchObject({ role: 'auditor' })
    await expect(actorOf(control, first.token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    provider.people.set('olga', { ...olga, groups: [] })
    await expect(enter(oidc, provider, 'olga')).rejects.toMatchObject({
      code: 'HF_OIDC_REFUSED',
      status: 403,
    })
    expect(await lastEvent(control)).toMatchObject({
      action: 'sign-in.refused',
      details: { subject: 'olga' },
    })
  })

  test('does not take the last administrator’s role away', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const roles = [
      { value: 'admins', role: 'cloud-administrator' },
      { value: 'auditors', role: 'auditor' },
    ]
    const { oidc, admin } = await setUp(control, provider, { roles })
    provider.people.set('olga', { email: 'olga@contoso.example', groups: ['admins'] })
    const { token } = await enter(oidc, provider, 'olga')
    await changeAccount(control, await actorOf(control, token), admin.id, { disabled: true }, 1)
    provider.people.set('olga', { email: 'olga@contoso.example', groups: ['auditors'] })
    await expect(enter(oidc, provider, 'olga')).rejects.toMatchObject({ code: 'HF_LAST_ADMINISTRATOR' })
    expect(await actorOf(control, token)).toMatchObject({ role: 'cloud-administrator' })
  })

  test('lets nobody in whose account is disabled', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc, admin } = await setUp(control, provider, { roles: [{ value: 'a', role: 'auditor' }] })
    provider.people.set('olga', { email: 'olga@contoso.example', groups: 'a' })
    const { accountId } = await enter(oidc, provider, 'olga')
    await changeAccount(control, admin, accountId, { disabled: true }, 1)
    await expect(enter(oidc, provider, 'olga')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
  })

  test('believes no address: it opens nobody’s account', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider, {
      roles: [{ value: 'a', role: 'auditor' }],
      people: true,
    })
    provider.people.set('mallory', { email: ADELE.email, groups: ['a'] })
    await expect(enter(oidc, provider, 'mallory')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    provider.people.set('mallory', { email: ADELE.email })
    await expect(enter(oidc, provider, 'mallory')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
  })

  test('is not let in from another tenant', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const roles = [{ value: 'a', role: 'auditor' }]
    const { oidc } = await setUp(control, provider, { roles, tenantId: TENANT })
    for (const tid of [undefined, '', OID]) {
      provider.people.set('olga', { email: 'olga@contoso.example', groups: ['a'], tid })
      await expect(enter(oidc, provider, 'olga')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    }
    provider.people.set('olga', { email: 'olga@contoso.example', groups: ['a'], tid: TENANT.toUpperCase() })
    await enter(oidc, provider, 'olga')
  })

  test('joins an account with a password that asks for it, which keeps its role', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc, admin } = await setUp(control, provider, { roles: [{ value: 'a', role: 'auditor' }] })
    provider.people.set('adele', { email: ADELE.email, groups: ['a'] })
    await expect(enter(oidc, provider, 'adele')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    expect((await enter(oidc, provider, 'adele', admin)).accountId).toBe(admin.id)
    const { token } = await enter(oidc, provider, 'adele')
    expect(await actorOf(control, token)).toMatchObject({ id: admin.id, role: 'cloud-administrator' })
    expect(await actionsOf(control)).toContain('account.joined')
    // An identity opens one account; a token joins none.
    await member(control, admin, { role: 'help-desk', email: 'help@contoso.example' })
    const help = await signedIn(control, 'help@contoso.example')
    await expect(enter(oidc, provider, 'adele', help)).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    const { sessionId: _, ...byToken } = help
    await expect(oidc.begin(REDIRECT, { joins: byToken })).rejects.toMatchObject({
      code: 'HF_SESSION_NEEDED',
    })
  })

  test('does not ask for our second factor: that is the organisation’s', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc, admin } = await setUp(control, provider)
    await withApp(control, admin)
    expect(await enter(oidc, provider, 'adele', admin)).toMatchObject({ stage: 'full' })
  })
})

describe('people who sign in with the organisation', () => {
  test('are known by their object id, whatever they are called', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider, { people: true })
    const profile = await newProfile(control, 'Sales')
    const personId = await newPerson(control, profile, 'megan@contoso.example', OID)
    provider.people.set('m', { oid: OID, preferred_username: 'megan.married@contoso.example' })
    const { token } = await enter(oidc, provider, 'm')
    expect(await actorOf(control, token)).toMatchObject({ role: 'person', personId, name: 'megan' })
  })

  test('are known by name only where Holdfast has no object id of theirs', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider, { people: true })
    const profile = await newProfile(control, 'Sales')
    await newPerson(control, profile, 'megan@contoso.example', OID)
    const byHand = await newPerson(control, profile, 'Alex@contoso.example')
    // Somebody else has the name by now.
    provider.people.set('new', { oid: TENANT, preferred_username: 'megan@contoso.example' })
    await expect(enter(oidc, provider, 'new')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    provider.people.set('alex', { oid: TENANT, upn: 'alex@CONTOSO.example' })
    const { token } = await enter(oidc, provider, 'alex')
    expect(await actorOf(control, token)).toMatchObject({ personId: byHand })
    // A name that somebody may have given themselves at another provider.
    provider.people.set('plain', { preferred_username: 'megan@contoso.example' })
    await expect(enter(oidc, provider, 'plain')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    const zoe = await newPerson(control, profile, 'zoe@contoso.example')
    provider.people.set('by hand', { preferred_username: 'Zoe@contoso.example' })
    expect(await actorOf(control, (await enter(oidc, provider, 'by hand')).token)).toMatchObject({
      personId: zoe,
    })
  })

  test('come in only while that is allowed, and they are active', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc, admin } = await setUp(control, provider, { people: true })
    await newPerson(control, await newProfile(control, 'Sales'), 'megan@contoso.example', OID)
    provider.people.set('m', { oid: OID })
    const { token } = await enter(oidc, provider, 'm')
    await configure(control, admin, provider.issuer, { people: false }, 1)
    await expect(enter(oidc, provider, 'm')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    await configure(control, admin, provider.issuer, { people: true }, 2)
    await control.sql.updateTable('person').set({ state: 'preserved' }).execute()
    await expect(enter(oidc, provider, 'm')).rejects.toMatchObject({ code: 'HF_OIDC_REFUSED' })
    await expect(actorOf(control, token)).rejects.toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
  })

  test('keep the account that they were invited to', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc, admin } = await setUp(control, provider, { people: true })
    const personId = await newPerson(
      control,
      await newProfile(control, 'Sales'),
      'megan@contoso.example',
      OID,
    )
    const id = await member(control, admin, { role: 'person', personId })
    provider.people.set('m', { oid: OID })
    expect((await enter(oidc, provider, 'm')).accountId).toBe(id)
    await signedIn(control, 'megan@contoso.example', PASSWORD)
  })
})

describe('the way to the provider and back', () => {
  test('carries state, nonce and a challenge, and keeps what proves them sealed', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider, { scopes: ['groups'] })
    const [one, two] = [await oidc.begin(REDIRECT), await oidc.begin(REDIRECT)]
    const query = Object.fromEntries(new URL(one.url).searchParams)
    expect(query).toMatchObject({
      client_id: CLIENT.clientId,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid profile email groups',
      code_challenge_method: 'S256',
    })
    for (const key of ['state', 'nonce', 'code_challenge']) {
      expect(query[key]).toHaveLength(43)
      expect(new URL(two.url).searchParams.get(key)).not.toBe(query[key])
    }
    expect(one.flow).not.toContain(query.state)
  })

  test('ends nowhere else than it began', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider, { roles: [{ value: 'a', role: 'auditor' }] })
    provider.people.set('olga', { email: 'olga@contoso.example', groups: ['a'] })
    const mine = await oidc.begin(REDIRECT)
    const other = await oidc.begin(REDIRECT)
    const query = await provider.browse(mine.url, 'olga')
    const changed = (key: string, value: string) => {
      const copy = new URLSearchParams(query)
      copy.set(key, value)
      return copy
    }
    const attempts: readonly (readonly [string, URLSearchParams])[] = [
      [other.flow, query],
      ['', query],
      [`${mine.flow.slice(0, -2)}AA`, query],
      [mine.flow, changed('state', 'another')],
      [mine.flow, changed('code', 'another')],
      [mine.flow, changed('iss', 'https://attacker.example')],
      [mine.flow, new URLSearchParams()],
      [mine.flow, changed('error', 'access_denied')],
    ]
    for (const [flow, back] of attempts) {
      await expect(oidc.finish(flow, back, HOME)).rejects.toMatchObject({
        code: 'HF_OIDC_FAILED',
        status: 401,
      })
    }
    expect(await control.sql.selectFrom('account').select('id').execute()).toHaveLength(1)
    const again = await provider.browse(other.url, 'olga')
    await oidc.finish(other.flow, again, HOME)
    // A code is good once.
    await expect(oidc.finish(other.flow, again, HOME)).rejects.toMatchObject({ code: 'HF_OIDC_FAILED' })
  })

  test('takes ten minutes at most', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc } = await setUp(control, provider)
    const { flow } = await oidc.begin(REDIRECT)
    control.clock.advance(10 * 60_000)
    const late = oidc.finish(flow, new URLSearchParams('code=x'), HOME)
    await expect(late).rejects.toMatchObject({
      code: 'HF_OIDC_FAILED',
      context: { reason: expect.stringMatching(/ten/) },
    })
  })

  test('is not begun where it is not set up or does not answer', async () => {
    await using provider = await oidcProvider()
    await using control = await accessControl()
    const { oidc, admin } = await setUp(control, provider)
    await oidc.begin(REDIRECT)
    await configure(control, admin, 'http://127.0.0.1:1', {}, 1)
    await expect(oidc.begin(REDIRECT)).rejects.toMatchObject({ code: 'HF_OIDC_FAILED' })
    await configure(control, admin, provider.issuer, { enabled: false }, 2)
    await expect(oidc.begin(REDIRECT)).rejects.toMatchObject({ code: 'HF_OIDC_NOT_SET_UP', status: 404 })
  })
})

describe('the settings of the organisation’s sign-in', () => {
  const ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`

  test.each([
    'http://login.contoso.example',
    'https://login.microsoftonline.com/common/v2.0',
    'https://login.microsoftonline.com/organizations/v2.0',
    'https://id.contoso.example/.well-known/openid-configuration',
    'file:///etc/passwd',
    'contoso',
  ])('refuse the issuer %s', (issuer) => {
    expect(oidcChange.safeParse({ enabled: true, issuer, clientId: 'x' }).success).toBe(false)
    expect(oidcChange.safeParse({ enabled: true, issuer: ISSUER, clientId: 'x' }).success).toBe(true)
  })

  test('keep the secret sealed, show it to nobody, and send it to no other issuer', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await configure(control, admin, ISSUER, {}, 0)
    const { value, version } = await readOidcSettings(control, admin)
    expect(value).toMatchObject({ hasSecret: true, issuer: ISSUER })
    for (const table of ['setting', 'audit_event']) {
      const { rows } = await control.database.queue.executeSql(`select * from ${table}`)
      expect(JSON.stringify(rows)).not.toContain(CLIENT.clientSecret)
    }
    expect(JSON.stringify(value)).not.toMatch(/sealed|hfs1/)
    const change = (input: object) =>
      changeOidcSettings(control, admin, oidcChange.parse({ clientId: CLIENT.clientId, ...input }), version)
    await expect(change({ issuer: 'https://attacker.example' })).rejects.toMatchObject({ code: 'HF_INVALID' })
    await expect(change({ issuer: ISSUER, clientId: 'other' })).rejects.toMatchObject({ code: 'HF_INVALID' })
    expect((await change({ issuer: ISSUER })).value.hasSecret).toBe(true)
    await expect(change({ issuer: ISSUER })).rejects.toMatchObject({ code: 'HF_CONFLICT' })
  })

  test('are changed by whoever may give the roles', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    const { sessionId: _, ...account } = admin
    const input = oidcChange.parse({ roles: [{ value: 'all', role: 'cloud-administrator' }] })
    const change = (actor: Actor) => changeOidcSettings(control, actor, input, 0)
    for (const actor of [
      { ...account, scopes: ['organisation:write'] },
      { ...account, scopes: ['accounts:write'] },
      { ...account, role: 'auditor' },
      { ...account, profiles: [] },
    ] as Actor[]) {
      await expect(change(actor)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    const both: Actor = { ...account, scopes: ['organisation:write', 'accounts:write'] }
    await expect(change(both)).rejects.toMatchObject({ code: 'HF_ROLE_BEYOND' })
    await change(admin)
    await expect(readOidcSettings(control, { ...admin, role: 'help-desk' })).rejects.toThrow(/role/)
  })

  test('of a secret that cannot be opened, whoever signs in learns nothing of the server’s files', async () => {
    await using control = await accessControl()
    await configure(control, await firstAdmin(control), ISSUER, {}, 0)
    const secrets = new SecretBox('/var/lib/holdfast/secrets.key', [Buffer.alloc(32, 9)], control.random)
    const error = await new OidcSignIn({ ...control, secrets })
      .begin(REDIRECT)
      .catch((reason: Error) => reason)
    expect(error).toMatchObject({ code: 'HF_OIDC_FAILED', cause: { code: 'HF_SECRET_KEY_WRONG' } })
    expect(JSON.stringify(error)).not.toMatch(/secrets\.key|holdfast\//)
    expect(String(error)).not.toMatch(/secrets\.key|holdfast\//)
  })

  test('are sealed again, with the secrets of authenticator apps, when the key is rotated', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await configure(control, admin, ISSUER, {}, 0)
    const { secret } = await withApp(control, admin)
    const [first, second] = control.keys
    const withKeys = (...keys: Buffer[]) => ({
      ...control,
      secrets: new SecretBox('secrets.key', keys, control.random),
    })
    const secretsOf = async () => {
      const account = await control.sql.selectFrom('account').select('totpSecret').executeTakeFirstOrThrow()
      const { rows } = await control.database.queue.executeSql(`select value from setting where key = 'oidc'`)
      return [account.totpSecret, rows[0].value.sealedSecret] as [string, string]
    }
    // The key that sealed is not there: nothing is changed, and it is said.
    const before = await secretsOf()
    await expect(resealAccessSecrets(withKeys(second))).rejects.toMatchObject({ code: 'HF_SECRET_KEY_WRONG' })
    await resealAccessSecrets(withKeys(first))
    expect(await secretsOf()).toEqual(before)
    await resealAccessSecrets(withKeys(first, second))
    const after = await secretsOf()
    for (const i of [0, 1]) expect(after[i]).not.toBe(before[i])
    // The old key is needed no more.
    control.clock.advance(120_000)
    const { token } = await signIn(control, ADELE, HOME)
    await giveSecondFactor(withKeys(second), token, codeOf(control, secret), HOME)
  })
})
