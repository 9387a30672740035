import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GraphEmulator } from '../src/index.ts'
import { clientOf } from './client.ts'

async function world(options: { stateDirectory?: string } = {}) {
  const emulator = await GraphEmulator.start(options)
  const { directory, groups } = emulator.tenant
  const people = Array.from({ length: 5 }, (_, i) =>
    directory.add({
      displayName: `Person ${i}`,
      userPrincipalName: `p${i}@contoso.com`,
      department: 'Sales',
    }),
  )
  const inner = groups.add({ displayName: 'Inner', members: people.slice(3).map(({ id }) => id) })
  const outer = groups.add({ displayName: 'Outer', members: [people[0]!.id, inner.id] })
  groups.addMember(inner.id, outer.id)
  return { emulator, people, inner, outer }
}

const idsOf = ({ value }: { value: { id: string }[] }): string[] => value.map(({ id }) => id).sort()

test('members are those of a group itself, transitive members those of its groups too', async () => {
  const { emulator, people, inner, outer } = await world()
  await using _ = emulator
  const { json } = clientOf(emulator)
  const direct = (await json(`/groups/${outer.id}/members?$select=id`)).body
  expect(idsOf(direct)).toEqual([people[0]!.id, inner.id].sort())
  const all = (await json(`/groups/${outer.id.toUpperCase()}/transitiveMembers?$select=id,department`)).body
  expect(idsOf(all)).toEqual([people[0]!, people[3]!, people[4]!, inner].map(({ id }) => id).sort())
  expect(all.value).toContainEqual({
    '@odata.type': '#microsoft.graph.user',
    id: people[0]!.id,
    department: 'Sales',
  })
})

test('members come in pages; who is removed from the directory is not among them', async () => {
  const { emulator, people, outer } = await world()
  await using _ = emulator
  const { json } = clientOf(emulator)
  emulator.tenant.directory.remove(people[3]!.id)
  const first = (await json(`/groups/${outer.id}/transitiveMembers?$top=2`)).body
  const second = (await json(first['@odata.nextLink'])).body
  expect(second['@odata.nextLink']).toBeUndefined()
  expect([...idsOf(first), ...idsOf(second)]).toHaveLength(3)
  expect((await json('/groups')).body.value).toHaveLength(2)
  expect((await json(`/groups/${outer.id}`)).body).toMatchObject({ displayName: 'Outer' })
  // The token of one list is none of another.
  const token = new URL(first['@odata.nextLink']).searchParams.get('$skiptoken')
  expect((await json(`/groups?$skiptoken=${token}`)).status).toBe(400)
})

test('an unknown group is not found, and the permission is needed', async () => {
  const { emulator, outer } = await world()
  await using _ = emulator
  const { json } = clientOf(emulator)
  expect((await json('/groups/nobody/members')).body.error.code).toBe('Request_ResourceNotFound')
  emulator.tenant.groups.remove(outer.id)
  expect((await json(`/groups/${outer.id}/members`)).status).toBe(404)
  const app = emulator.registerApp({ roles: ['User.Read.All'] })
  expect((await clientOf(emulator, emulator.issueToken(app)).json('/groups')).status).toBe(403)
})

test('groups are there again when the emulator goes on', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'holdfast-emulator-'))
  const { emulator, outer } = await world({ stateDirectory })
  const groups = emulator.tenant.groups.list()
  await emulator.close()
  await using again = await GraphEmulator.start({ stateDirectory })
  expect(again.tenant.groups.list()).toEqual(groups)
  expect(again.tenant.groups.transitiveMembers(outer.id)).toHaveLength(4)
})

test('groups are found by the beginning of their name, without regard to case', async () => {
  const { emulator, outer } = await world()
  await using _ = emulator
  const { json } = clientOf(emulator)
  const find = async (filter: string) => (await json(`/groups?$filter=${encodeURIComponent(filter)}`)).body
  expect(idsOf(await find("startswith(displayName,'oUT')"))).toEqual([outer.id])
  expect(idsOf(await find("startswith(displayName,'uter')"))).toEqual([])
})
