import { beforeAll, describe, expect, it } from 'vitest'
import { GraphEmulator } from '../src/index.ts'
import { clientOf } from './client.ts'

let emulator: GraphEmulator
let json: ReturnType<typeof clientOf>['json']
let call: ReturnType<typeof clientOf>['call']

const EVENTUAL = { headers: { ConsistencyLevel: 'eventual' } }

beforeAll(async () => {
  emulator = await GraphEmulator.start({ licences: 300 })
  ;({ json, call } = clientOf(emulator))
  for (let i = 0; i < 250; i++) {
    emulator.tenant.directory.add({
      displayName: `Person ${i}`,
      userPrincipalName: `p${i}@contoso.com`,
      accountEnabled: i % 10 !== 0,
      userType: i === 249 ? 'Guest' : 'Member',
      licensed: i < 200,
    })
  }
  emulator.tenant.directory.add({
    displayName: "Rory O'Neil and or",
    userPrincipalName: 'ext#EXT#@contoso.com',
  })
  return () => emulator.close()
})

async function collect(
  path: string,
): Promise<{ pages: number; users: Record<string, unknown>[]; deltaLink: string }> {
  const users: Record<string, unknown>[] = []
  let pages = 0
  for (let next: string | undefined = path; ; pages++) {
    const { status, body } = await json(next)
    expect(status).toBe(200)
    users.push(...body.value)
    next = body['@odata.nextLink']
    if (!next) return { pages: pages + 1, users, deltaLink: body['@odata.deltaLink'] }
  }
}

describe('/users', () => {
  it('pages by 100, or by $top, to the end', async () => {
    const all = await collect('/users')
    expect([all.pages, all.users.length]).toEqual([3, 251])
    expect(new Set(all.users.map(({ id }) => id)).size).toBe(251)
    expect((await collect('/users?$top=999')).pages).toBe(1)
    expect((await collect('/users?top=50&select=id')).pages).toBe(6)
  })

  it('selects exactly, and leaves out what must be asked for', async () => {
    const plain = (await json('/users?$top=1')).body.value[0]
    expect(Object.keys(plain).sort()).toEqual(
      'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName'.split(
        ' ',
      ),
    )
    const { value } = (await json('/users?$top=1&$select=accountEnabled,assignedPlans,userType')).body
    expect(value[0]).toMatchObject({ accountEnabled: false, userType: 'Member', id: expect.any(String) })
    expect(Object.keys(value[0]).sort()).toEqual(['accountEnabled', 'assignedPlans', 'id', 'userType'])
    const selected = await collect('/users?$select=displayName')
    expect(selected.users.every((user) => Object.keys(user).length === 2)).toBe(true)
  })

  it.each([
    ['accountEnabled eq false', 25],
    ["userPrincipalName eq 'P7@contoso.com'", 1],
    ["startswith(displayName,'Person 24')", 11],
    ["startswith(displayName,'Person 24') and accountEnabled eq true", 10],
    ["userType eq 'Guest' or userPrincipalName eq 'p1@contoso.com'", 2],
    ["displayName eq 'Rory O''Neil and or'", 1],
  ])('filters by %s', async (filter, count) => {
    const { users } = await collect(`/users?$filter=${encodeURIComponent(filter)}`)
    expect(users).toHaveLength(count)
  })

  it('wants ConsistencyLevel for advanced queries, and counts', async () => {
    const path = `/users?$count=true&$top=5&$filter=${encodeURIComponent("userType ne 'Guest'")}`
    expect((await json(path)).body.error.code).toBe('Request_UnsupportedQuery')
    expect((await json(path, EVENTUAL)).body['@odata.count']).toBe(250)
    const not = `/users?$count=true&$filter=${encodeURIComponent("not(startswith(displayName,'Person'))")}`
    expect((await json(not, EVENTUAL)).body.value).toHaveLength(1)
    const count = await call('/users/$count', EVENTUAL)
    expect([count.headers.get('content-type'), await count.text()]).toEqual(['text/plain', '251'])
  })

  it.each([
    ['/users?$top=1000', 400],
    ['/users?$top=0', 400],
    ['/users?$skip=5', 400],
    ['/users?$skiptoken=abc', 400],
    ['/users?$filter=nonsense', 400],
    ["/users?$filter=shoeSize eq '42'", 400],
    ['/users?$select=mySite', 501],
    ['/users/nobody@contoso.com', 404],
    ['/me', 400],
  ])('refuses %s by %i', async (path, status) => {
    expect((await json(path)).status).toBe(status)
  })

  it('finds one by id in any case and by name', async () => {
    const { body } = await json('/users/p5@contoso.com')
    expect((await json(`/users/${body.id.toUpperCase()}`)).body.displayName).toBe('Person 5')
    expect((await json(`/users('${body.id}')`)).body.displayName).toBe('Person 5')
    expect((await json(`/users/${encodeURIComponent('ext#EXT#@contoso.com')}`)).status).toBe(200)
    expect((await json('/users/p5@contoso.com?$select=mySite')).status).toBe(200)
  })
})

describe('/users/delta', () => {
  it('enumerates, then tells additions, changes and removals', async () => {
    const first = await collect('/users/delta?$select=displayName,accountEnabled')
    expect(first.users).toHaveLength(251)
    expect(first.pages).toBe(2)
    expect((await collect(first.deltaLink)).users).toEqual([])

    const { directory } = emulator.tenant
    const added = directory.add({ displayName: 'New', userPrincipalName: 'new@contoso.com' })
    const [p1, p2, p3] = ['p1', 'p2', 'p3'].map((name) => directory.find(`${name}@contoso.com`)!)
    directory.update(p1!.id, { accountEnabled: false })
    directory.remove(p2!.id)
    directory.remove(p3!.id, 'deleted')
    const second = await collect(first.deltaLink)
    expect(second.users).toEqual([
      { id: added.id, displayName: 'New', accountEnabled: true },
      { id: p1!.id, displayName: 'Person 1', accountEnabled: false },
      { id: p2!.id, '@removed': { reason: 'changed' } },
      { id: p3!.id, '@removed': { reason: 'deleted' } },
    ])
    directory.restore(p2!.id)
    expect((await collect(second.deltaLink)).users).toEqual([
      { id: p2!.id, displayName: 'Person 2', accountEnabled: true },
    ])
    expect((await collect('/users/delta')).users).toHaveLength(251)
  })

  it('starts from now by latest, and resets tokens after seven days', async () => {
    const { users, deltaLink } = await collect('/users/delta?$deltatoken=latest')
    expect(users).toEqual([])
    expect((await json('/users/delta?$deltatoken=garbage')).status).toBe(410)
    emulator.clock.advance(8 * 86_400_000)
    const fresh = clientOf(emulator)
    const gone = await fresh.call(deltaLink)
    expect(gone.status).toBe(410)
    expect((await fresh.json(gone.headers.get('location')!)).body.value).not.toHaveLength(0)
    emulator.clock.set(emulator.clock.now() - 8 * 86_400_000)
  })
})

describe('the organisation', () => {
  it('is named, and says how many licences it has', async () => {
    const { value } = (await json('/organization')).body
    expect(value[0]).toMatchObject({
      id: emulator.tenant.id,
      verifiedDomains: [{ name: emulator.tenant.domain }],
    })
    const skus = (await json('/subscribedSkus')).body.value
    expect(skus[0]).toMatchObject({ skuPartNumber: 'ENTERPRISEPACK', prepaidUnits: { enabled: 300 } })
  })
})
