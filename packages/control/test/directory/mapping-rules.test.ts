import { describe, expect, test } from 'vitest'
import {
  addMappingRule,
  changeMappingRule,
  listMappingRules,
  type MappingCondition,
  mappingCondition,
  orderMappingRules,
  removeMappingRule,
  ruleFor,
} from '../../src/index.ts'
import { actions, actorOf, addProfile, administrator } from '../people/world.ts'
import { testControl } from '../test-control.ts'
import { directoryWorld } from './directory-world.ts'

const everyone = { kind: 'everyone' } as const
const sales = { kind: 'attribute', attribute: 'department', operator: 'equals', value: 'Sales' } as const
const group = (groupId: string) => ({ kind: 'group', groupId, name: 'Board' }) as const

describe('a rule', () => {
  const id = '0f0f0f0f-0000-4000-8000-000000000001'
  const members = new Map([[id, new Set(['u1'])]])
  test.each<[MappingCondition, object, boolean]>([
    [everyone, {}, true],
    [everyone, { userType: 'Member' }, true],
    [everyone, { userType: 'GUEST' }, false],
    [group(id), { id: 'u1', userType: 'Guest' }, true],
    [group(id), { id: 'u2' }, false],
    [group('0f0f0f0f-0000-4000-8000-000000000002'), { id: 'u1' }, false],
    [group(id), {}, false],
    [sales, { department: 'SALES' }, true],
    [sales, { department: 'Presales' }, false],
    [sales, { department: null }, false],
    [sales, {}, false],
    [{ ...sales, operator: 'contains' }, { department: 'Presales' }, true],
    [{ ...sales, operator: 'contains' }, { jobTitle: 'Sales' }, false],
  ])('%j applied to %j: %s', (condition, subject, applies) => {
    expect(ruleFor([{ condition }], subject, members) !== undefined).toBe(applies)
  })

  test('is the first that applies', () => {
    const rules = [
      { condition: sales, profile: 1 },
      { condition: everyone, profile: 2 },
    ] as const
    expect(ruleFor(rules, { department: 'Sales' }, new Map())).toBe(rules[0])
    expect(ruleFor(rules, { department: 'IT' }, new Map())).toBe(rules[1])
  })

  test.each([
    {},
    { kind: 'nobody' },
    { kind: 'everyone', more: 1 },
    { kind: 'group', groupId: 'Board' },
    { kind: 'attribute', attribute: 'shoeSize', operator: 'equals', value: '42' },
    { kind: 'attribute', attribute: 'department', operator: 'is', value: 'x' },
    { kind: 'attribute', attribute: 'department', operator: 'equals', value: ' ' },
  ])('%j is none', (condition) => {
    expect(mappingCondition.safeParse(condition).success).toBe(false)
  })
})

describe('the rules', () => {
  test('are added, ordered, changed and removed', async () => {
    await using control = await testControl()
    const [one, two] = [await addProfile(control), await addProfile(control, 'Sales')] as const
    const first = await addMappingRule(control, administrator, { condition: everyone, profileId: one })
    const second = await addMappingRule(control, administrator, { condition: sales, profileId: two })
    const third = await addMappingRule(control, administrator, { condition: everyone, profileId: two })
    await orderMappingRules(control, administrator, { rules: [second, third, first] })
    expect(await listMappingRules(control, administrator)).toEqual([
      { id: second, condition: sales, profileId: two, profileName: 'Sales', version: 1 },
      { id: third, condition: everyone, profileId: two, profileName: 'Sales', version: 1 },
      { id: first, condition: everyone, profileId: one, profileName: 'Default', version: 1 },
    ])
    await changeMappingRule(control, administrator, third, { version: 1, profileId: one })
    const change = { version: 1, condition: everyone }
    await expect(changeMappingRule(control, administrator, third, change)).rejects.toMatchObject({
      code: 'HF_CONFLICT',
    })
    await removeMappingRule(control, administrator, second)
    await expect(removeMappingRule(control, administrator, second)).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    const left = await listMappingRules(control, administrator)
    expect(left.map(({ id, profileId, version }) => [id, profileId, version])).toEqual([
      [third, one, 2],
      [first, one, 1],
    ])
    const fourth = await addMappingRule(control, administrator, { condition: sales, profileId: two })
    expect((await listMappingRules(control, administrator)).at(-1)?.id).toBe(fourth)
    expect(new Set(await actions(control))).toEqual(
      new Set(['mapping-rule.added', 'mapping-rule.ordered', 'mapping-rule.changed', 'mapping-rule.removed']),
    )
  })

  test('are ordered whole, and only by who may', async () => {
    await using control = await testControl()
    const profileId = await addProfile(control)
    const input = { condition: everyone, profileId }
    const id = await addMappingRule(control, administrator, input)
    const other = await addMappingRule(control, administrator, input)
    for (const rules of [[id], [id, id], [id, other, profileId], []]) {
      const ordering = orderMappingRules(control, administrator, { rules })
      await expect(ordering).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    }
    const limited = actorOf('profile-administrator', { profiles: [profileId] })
    for (const denied of [
      () => listMappingRules(control, limited),
      () => addMappingRule(control, limited, input),
      () => changeMappingRule(control, limited, id, { version: 1 }),
      () => removeMappingRule(control, limited, id),
      () => orderMappingRules(control, limited, { rules: [other, id] }),
      () => addMappingRule(control, actorOf('auditor'), input),
    ])
      await expect(denied()).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    const nowhere = addMappingRule(control, administrator, { ...input, profileId: id })
    await expect(nowhere).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  })

  test('by groups, of groups too, move people when memberships change, and only those', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const board = await addProfile(w.control, 'Board')
    const { groups } = w.emulator.tenant
    const [adele, bob, christie] = [w.join('Adele'), w.join('Bob'), w.join('Christie')] as const
    await w.sync()
    const inner = groups.add({ displayName: 'Inner', members: [adele] })
    const outer = groups.add({ displayName: 'Outer', members: [inner.id, bob] })
    const rule = await addMappingRule(w.control, administrator, {
      condition: group(outer.id),
      profileId: board,
    })
    // After everyone else's rule it does not decide.
    expect(await w.sync()).toMatchObject({ moved: 0 })
    const [first] = await listMappingRules(w.control, administrator)
    await orderMappingRules(w.control, administrator, { rules: [rule, first!.id] })
    expect(await w.sync()).toMatchObject({ moved: 2 })
    groups.removeMember(inner.id, adele)
    groups.addMember(inner.id, christie)
    expect(await w.sync()).toMatchObject({ moved: 2, full: false })
    expect(await w.people()).toEqual({
      adele: 'active Default Adele',
      bob: 'active Board Bob',
      christie: 'active Board Christie',
    })
    groups.remove(outer.id)
    expect(await w.sync()).toMatchObject({ moved: 2, missingGroups: [outer.id] })
  })

  test('that are removed leave people where they are, and new ones find who was not mapped before', async () => {
    await using w = await directoryWorld()
    const one = await addProfile(w.control)
    const two = await addProfile(w.control, 'Sales')
    w.join('Adele')
    w.join('Bob', { department: 'Sales' })
    await w.sync()
    const [everyones] = await listMappingRules(w.control, administrator)
    await removeMappingRule(w.control, administrator, everyones!.id)
    w.join('Christie')
    w.join('Diego', { department: 'Sales' })
    expect(await w.sync()).toMatchObject({ added: 0, preserved: 0 })
    await addMappingRule(w.control, administrator, { condition: sales, profileId: two })
    expect(await w.sync()).toMatchObject({ added: 1, moved: 1 })
    expect(await w.people()).toEqual({
      adele: 'active Default Adele',
      bob: 'active Sales Bob',
      diego: 'active Sales Diego',
    })
    expect(one).not.toBe(two)
  })

  test('put nobody into a full profile, and say whom they did not', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control, 'Default', { maxPeople: 2 })
    const [adele] = ['Adele', 'Bob', 'Christie'].map((name) => w.join(name))
    expect(await w.sync()).toMatchObject({
      added: 2,
      skipped: [{ principalName: 'christie@contoso.example', reason: 'profile-full' }],
    })
    w.emulator.tenant.directory.update(adele!, { accountEnabled: false })
    expect(await w.sync()).toMatchObject({ added: 1, preserved: 1, skipped: [] })
    w.emulator.tenant.directory.update(adele!, { accountEnabled: true })
    expect(await w.sync()).toMatchObject({
      reactivated: 0,
      skipped: [{ principalName: 'adele@contoso.example', reason: 'profile-full' }],
    })
  })
})
