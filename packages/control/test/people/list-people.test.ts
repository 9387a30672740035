import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Actor,
  chooseMatching,
  countPeople,
  deletePeople,
  disableOneDrives,
  listPeople,
  PEOPLE_SORTS,
  preservePeople,
  readPerson,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { actorOf, add, addProfile, administrator } from './world.ts'

async function names(control: TestControl, query = {}, actor: Actor = administrator): Promise<string[]> {
  return (await listPeople(control, actor, query)).people.map(({ displayName }) => displayName)
}

describe('the list of people', () => {
  test('is sorted by name without regard to case, and comes in pages that neither repeat nor leave out', async () => {
    await using control = await testControl()
    await addProfile(control)
    const all = ['bob', 'Adele', 'adele', 'Zoë', 'Émile', 'Christie', '50%', 'x_y', 'X y', "O'Neil"]
    for (const [i, name] of all.entries()) await add(control, `${name}`.replace(/[^a-z]/gi, `${i}`) + i)
    const whole = await names(control, { limit: 500 })
    expect(whole).toHaveLength(all.length)
    expect(await names(control, { limit: 500, order: 'descending' })).toEqual([...whole].reverse())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 11 }), fc.boolean(), async (limit, forward) => {
        const order = forward ? 'ascending' : 'descending'
        const found: string[] = []
        for (let cursor: string | undefined; ; ) {
          const page = await listPeople(control, administrator, { limit, order, ...(cursor && { cursor }) })
          expect(page.people.length).toBeLessThanOrEqual(limit)
          found.push(...page.people.map(({ displayName }) => displayName))
          if (page.next === undefined) break
          cursor = page.next
        }
        expect(found).toEqual(forward ? whole : [...whole].reverse())
      }),
      { numRuns: 20 },
    )
  })

  test.each(PEOPLE_SORTS)('sorted by %s comes in pages that neither repeat nor leave out', async (sort) => {
    await using control = await testControl()
    await addProfile(control)
    const statuses = ['never', 'success', 'errors', 'failed'] as const
    for (let i = 0; i < 12; i++) {
      const id = await add(control, `Person ${String.fromCharCode(65 + i)}`.replace(' ', ''))
      await control.sql
        .updateTable('onedrive')
        .set({
          lastStatus: statuses[i % 4] ?? 'never',
          lastSuccessAt: i % 3 === 0 ? null : new Date(Date.UTC(2026, 1, i % 5)),
          lastErrorCode: i % 4 === 3 ? `HF_${'ZAB'[i % 3]}` : null,
          bytes: (i % 5) * 2 ** 40,
        })
        .where('personId', '=', id)
        .execute()
    }
    for (const order of ['ascending', 'descending'] as const) {
      const whole = await names(control, { sort, order, limit: 500 })
      expect(new Set(whole).size).toBe(12)
      for (const limit of [1, 2, 5, 11, 12]) {
        const found: string[] = []
        for (let cursor: string | undefined; ; ) {
          const page = await listPeople(control, administrator, {
            sort,
            order,
            limit,
            ...(cursor && { cursor }),
          })
          found.push(...page.people.map(({ displayName }) => displayName))
          if (page.next === undefined) break
          cursor = page.next
        }
        expect(found).toEqual(whole)
      }
    }
    const { people } = await listPeople(control, administrator, { sort })
    const [first, last] = [people[0]?.onedrive, people.at(-1)?.onedrive]
    if (sort === 'bytes') expect([first?.bytes, last?.bytes]).toEqual([0, 4 * 2 ** 40])
    if (sort === 'status') expect([first?.lastStatus, last?.lastStatus]).toEqual(['failed', 'success'])
    if (sort === 'error') expect([first?.lastErrorCode, last?.lastErrorCode]).toEqual(['HF_A', null])
    if (sort === 'lastSuccess') expect(first?.lastSuccessAt).toBe(null)
    const { next = '' } = await listPeople(control, administrator, { sort, limit: 1 })
    const other = sort === 'name' ? 'bytes' : 'name'
    await expect(listPeople(control, administrator, { sort: other, cursor: next })).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
  })

  test.each([
    ['bytes', ['1e5', '0']],
    ['lastSuccess', ['infinity', '0']],
    ['lastSuccess', ['2026-13-45 00:00:00+00', '11111111-1111-4111-8111-111111111111']],
    ['status', ['9', 'a', 'b']],
    ['error', ['maybe', '', '-infinity', '11111111-1111-4111-8111-111111111111']],
    ['name', ['a\0b', '11111111-1111-4111-8111-111111111111']],
    ['name', ['a']],
  ] as const)('refuses a cursor by %s that holds %j', async (sort, values) => {
    await using control = await testControl()
    const cursor = Buffer.from(JSON.stringify([sort, ...values])).toString('base64url')
    await expect(listPeople(control, administrator, { sort, cursor })).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
  })

  test('tells how many match, and whom an action would change', async () => {
    await using control = await testControl()
    const profileId = await addProfile(control)
    const [adele, bob, christie] = [
      await add(control, 'Adele', profileId),
      await add(control, 'Bob', profileId),
      await add(control, 'Christie', profileId),
    ]
    await disableOneDrives(control, administrator, { people: [bob] })
    await preservePeople(control, administrator, { people: [christie] })
    expect(await countPeople(control, administrator)).toBe(3)
    expect(await countPeople(control, administrator, { app: 'disabled' })).toBe(1)
    expect(await countPeople(control, administrator, { search: 'ADELE@' })).toBe(1)
    expect(await countPeople(control, actorOf('help-desk', { profiles: [] }))).toBe(0)
    const { onedrive } = await readPerson(control, administrator, adele)
    const chosen = async (action: Parameters<typeof chooseMatching>[2]['for'], actor = administrator) =>
      await chooseMatching(control, actor, { for: action })
    expect(await chosen('backup')).toEqual({ matching: 3, ids: [onedrive?.id] })
    expect(await chosen('enable')).toEqual({ matching: 3, ids: [bob] })
    expect((await chosen('disable')).ids.toSorted()).toEqual([adele, christie].sort())
    expect((await chosen('delete')).ids).toHaveLength(3)
    expect((await chosen('roll-back')).ids).toEqual([])
    expect(await chosen('enable', actorOf('help-desk', { profiles: [] }))).toEqual({ matching: 0, ids: [] })
  })

  test('is searched by name and sign-in name as they are written', async () => {
    await using control = await testControl()
    const profileId = await addProfile(control)
    for (const name of ['Adele', 'Bob', 'Bobby']) await add(control, name, profileId)
    await control.sql
      .updateTable('person')
      .set({ displayName: '100% x_y\\z' })
      .where('displayName', '=', 'Bobby')
      .execute()
    expect(await names(control, { search: 'BOB' })).toEqual(['100% x_y\\z', 'Bob'])
    for (const search of ['0% X', 'x_y', 'y\\z'])
      expect(await names(control, { search })).toEqual(['100% x_y\\z'])
    for (const search of ['0_%', 'x%y', '%%']) expect(await names(control, { search })).toEqual([])
    expect(await names(control, { search: '@contoso' })).toHaveLength(3)
  })

  test('is filtered by profile, state and backup status', async () => {
    await using control = await testControl()
    await addProfile(control)
    const other = await addProfile(control, 'Other')
    const adele = await add(control, 'Adele')
    const bob = await add(control, 'Bob', other)
    const christie = await add(control, 'Christie')
    await preservePeople(control, administrator, { people: [bob] })
    await deletePeople(control, administrator, { people: [christie], reason: 'has left the company' })
    await control.sql
      .updateTable('onedrive')
      .set({ lastStatus: 'failed' })
      .where('personId', '=', adele)
      .execute()
    expect(await names(control)).toEqual(['Adele', 'Bob'])
    expect(await names(control, { profileId: other })).toEqual(['Bob'])
    expect(await names(control, { state: 'preserved' })).toEqual(['Bob'])
    expect(await names(control, { state: 'deleted' })).toEqual(['Christie'])
    expect(await names(control, { status: 'failed' })).toEqual(['Adele'])
    expect(await names(control, { status: 'never' })).toEqual(['Bob'])
    expect(await names(control, { app: 'enabled' })).toEqual(['Adele', 'Bob'])
    expect(await names(control, { app: 'deleted' })).toEqual([])
    expect(await names(control, { app: 'deleted', state: 'deleted' })).toEqual(['Christie'])
  })

  test('shows only whom one may see, and needs the right to', async () => {
    await using control = await testControl()
    const one = await addProfile(control)
    const other = await addProfile(control, 'Other')
    const adele = await add(control, 'Adele', one)
    const bob = await add(control, 'Bob', other)
    const limited = actorOf('profile-administrator', { profiles: [other] })
    expect(await names(control, {}, limited)).toEqual(['Bob'])
    expect(await readPerson(control, limited, bob)).toMatchObject({
      displayName: 'Bob',
      profileName: 'Other',
    })
    await expect(readPerson(control, limited, adele)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(readPerson(control, administrator, 'nobody')).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    const person = actorOf('person', { personId: adele })
    await expect(listPeople(control, person)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    await expect(readPerson(control, person, bob)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    expect(await readPerson(control, person, adele)).toMatchObject({
      displayName: 'Adele',
      state: 'active',
      onedrive: { state: 'enabled', lastStatus: 'never', items: 0 },
    })
  })

  test.each([
    [{ cursor: 'nonsense' }],
    [{ cursor: Buffer.from('["a","b"]').toString('base64url') }],
    [{ limit: 0 }],
    [{ limit: 501 }],
    [{ profileId: 'x' }],
  ])('refuses %j', async (query) => {
    await using control = await testControl()
    await expect(listPeople(control, administrator, query)).rejects.toMatchObject({ code: 'HF_INVALID' })
  })
})
