import { GraphEmulator } from '@holdfast/graph-emulator'
import { describe, expect, test } from 'vitest'
import { type DirectoryChange, fixedToken, GraphClient, RequestBudget } from '../src/index.ts'
import { hurried, json, type ScriptedAnswer, ScriptedServer } from './scripted-server.ts'

async function world(people = 5) {
  const emulator = await GraphEmulator.start({ pageSize: 2 })
  const client = new GraphClient({
    tokens: fixedToken(emulator.issueToken()),
    graphRoot: emulator.baseUrl,
    clock: hurried,
    budget: new RequestBudget({ unlimited: true, clock: hurried }),
  })
  const users = Array.from({ length: people }, (_, i) =>
    emulator.tenant.directory.add({
      displayName: `Person ${i}`,
      userPrincipalName: `p${i}@contoso.com`,
      department: i % 2 ? 'Sales' : null,
    }),
  )
  return {
    emulator,
    client,
    users,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]()
      await emulator.close()
    },
  }
}

async function round(
  client: GraphClient,
  link?: string,
): Promise<{ users: DirectoryChange[]; deltaLink: string }> {
  const users: DirectoryChange[] = []
  for await (const page of client.usersDelta(link === undefined ? {} : { link })) {
    users.push(...page.users)
    if (page.deltaLink !== undefined) return { users, deltaLink: page.deltaLink }
  }
  throw new Error('the last page has no link')
}

describe('the directory', () => {
  test('tells of everybody, then of those who were added, changed and removed', async () => {
    await using w = await world()
    const first = await round(w.client)
    expect(first.users).toHaveLength(5)
    expect(first.users).toContainEqual({
      id: w.users[1]!.id,
      displayName: 'Person 1',
      userPrincipalName: 'p1@contoso.com',
      mail: 'p1@contoso.com',
      accountEnabled: true,
      userType: 'Member',
      department: 'Sales',
      jobTitle: null,
      companyName: null,
      officeLocation: null,
      country: null,
      usageLocation: null,
    })
    const { directory } = w.emulator.tenant
    directory.update(w.users[0]!.id, { accountEnabled: false })
    directory.remove(w.users[1]!.id)
    directory.remove(w.users[2]!.id, 'deleted')
    const second = await round(w.client, first.deltaLink)
    expect(second.users).toMatchObject([
      { id: w.users[0]!.id, accountEnabled: false },
      { id: w.users[1]!.id, '@removed': { reason: 'changed' } },
      { id: w.users[2]!.id, '@removed': { reason: 'deleted' } },
    ])
    expect((await round(w.client, second.deltaLink)).users).toEqual([])
  })

  test('says so when it has dropped the record of changes, or the link leads elsewhere', async () => {
    await using w = await world(1)
    const { deltaLink } = await round(w.client)
    w.emulator.clock.advance(8 * 86_400_000)
    await using later = new GraphClient({
      tokens: fixedToken(w.emulator.issueToken()),
      graphRoot: w.emulator.baseUrl,
      clock: hurried,
    })
    const reset = { code: 'HF_DELTA_RESET' }
    await expect(round(later, deltaLink)).rejects.toMatchObject(reset)
    await expect(round(later, 'https://graph.microsoft.us/v1.0/users/delta?x')).rejects.toMatchObject(reset)
  })

  const error = (status: number, code: string, message: string): ScriptedAnswer =>
    json(status, { error: { code, message } })

  test.each<[string, ScriptedAnswer, string]>([
    [
      'an expired token',
      error(400, 'Directory_ExpiredPageToken', 'The specified page token is not valid.'),
      'HF_DELTA_RESET',
    ],
    [
      'a token of nobody',
      error(404, 'Request_ResourceNotFound', 'Resource does not exist.'),
      'HF_DELTA_RESET',
    ],
    ['another refusal', error(400, 'Request_UnsupportedQuery', 'Unsupported Query.'), 'HF_GRAPH_REFUSED'],
    ['a missing permission', error(403, 'Authorization_RequestDenied', 'No.'), 'HF_ACCESS_DENIED'],
  ])('understands %s', async (_, answer, code) => {
    await using server = await ScriptedServer.start(() => answer)
    await using client = server.client()
    const link = `${server.url}/v1.0/users/delta?$deltatoken=x`
    await expect(round(client, link)).rejects.toMatchObject({ code })
  })

  test('a page without a link to the next, and one that comes again and again, are faults', async () => {
    await using server = await ScriptedServer.start(({ path }, { url }) =>
      path.includes('skip')
        ? json(200, { value: [], '@odata.nextLink': `${url}/v1.0/users/delta?$skiptoken=1` })
        : json(200, { value: [] }),
    )
    await using client = server.client()
    await expect(round(client)).rejects.toMatchObject({ code: 'HF_GRAPH_UNAVAILABLE' })
    const link = `${server.url}/v1.0/users/delta?$skiptoken=1`
    await expect(round(client, link)).rejects.toMatchObject({ code: 'HF_DELTA_LOOP' })
  })
})

describe('a group', () => {
  test('has the members of its groups, page after page', async () => {
    await using w = await world()
    const { groups } = w.emulator.tenant
    const inner = groups.add({ displayName: 'Inner', members: w.users.slice(2).map(({ id }) => id) })
    const outer = groups.add({ displayName: 'Outer', members: [w.users[0]!.id, inner.id] })
    const members = await Array.fromAsync(w.client.groupMembers(outer.id))
    expect(members.sort()).toEqual([w.users[0]!, ...w.users.slice(2), inner].map(({ id }) => id).sort())
    groups.remove(outer.id)
    await expect(Array.fromAsync(w.client.groupMembers(outer.id))).rejects.toMatchObject({
      code: 'HF_ITEM_GONE',
    })
  })

  test('is found by the beginning of its name, whatever stands in that', async () => {
    await using w = await world(0)
    const { groups } = w.emulator.tenant
    for (const displayName of ["Ada's team & friends", 'Sales', 'Sales abroad']) groups.add({ displayName })
    const found = async (name: string) =>
      (await w.client.findGroups(name)).map(({ displayName }) => displayName).sort()
    expect(await found('sales')).toEqual(['Sales', 'Sales abroad'])
    expect(await found("ada's team & ")).toEqual(["Ada's team & friends"])
    expect(await found('')).toHaveLength(3)
    expect(await found('team')).toEqual([])
  })

  test('takes a permission of its own, which is named', async () => {
    await using w = await world(1)
    const { id } = w.emulator.tenant.groups.add({ displayName: 'Group' })
    const app = w.emulator.registerApp({ roles: ['User.Read.All'] })
    await using client = new GraphClient({
      tokens: fixedToken(w.emulator.issueToken(app)),
      graphRoot: w.emulator.baseUrl,
      clock: hurried,
    })
    await expect(Array.fromAsync(client.groupMembers(id))).rejects.toMatchObject({
      code: 'HF_ACCESS_DENIED',
      hint: expect.stringContaining('GroupMember.Read.All'),
    })
  })
})
