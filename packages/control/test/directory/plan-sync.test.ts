import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planSync, type SyncInput, type SyncPerson, type SyncPlan } from '../../src/directory/plan-sync.ts'
import { settleNames } from '../../src/directory/settle-names.ts'
import type { KnownUser } from '../../src/index.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@x.example`)
const name = fc.constantFrom(...NAMES)
const profileId = fc.constantFrom('p1', 'p2', 'p3')

describe('names', () => {
  test('are exchanged in circles, and kept where they are taken', () => {
    const wish = (id: string, has: string, wants: string) => ({ id, has, wants })
    expect(settleNames([wish('1', 'a', 'b'), wish('2', 'b', 'c'), wish('3', 'c', 'a')])).toEqual(new Set())
    expect(settleNames([wish('1', 'a', 'b'), wish('2', 'b', 'b'), wish('3', 'c', 'a')])).toEqual(
      new Set(['1', '3']),
    )
  })

  test('are never had by two', () => {
    const wishes = fc
      .uniqueArray(fc.record({ has: name, wants: name }), { selector: ({ has }) => has })
      .map((list) => list.map((wish, i) => ({ ...wish, id: `${i}` })))
    fc.assert(
      fc.property(wishes, (list) => {
        const keepers = settleNames(list)
        const final = list.map(({ id, has, wants }) => (keepers.has(id) ? has : wants))
        expect(new Set(final).size).toBe(list.length)
        // Nobody keeps a name without need: the one that they want is somebody else's.
        for (const { id, has, wants } of list) {
          if (!keepers.has(id)) continue
          expect(wants).not.toBe(has)
          expect(final).toContain(wants)
        }
      }),
      { numRuns: 500 },
    )
  })
})

const users = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6'),
      userPrincipalName: name,
      accountEnabled: fc.boolean(),
      removed: fc.constantFrom(false, false, false, true),
      department: fc.constantFrom('Sales', 'IT', null),
      userType: fc.constantFrom('Member', 'Member', 'Guest'),
      leftOut: fc.constantFrom(false, false, true),
    }),
    { selector: ({ id }) => id },
  )
  .map((list) => {
    // As the directory has it: nobody else has the name of somebody who is there.
    const names = new Set<string>()
    const known = new Map<string, { value: KnownUser; leftOut: boolean }>()
    for (const { leftOut, ...value } of list) {
      if (!value.removed && names.has(value.userPrincipalName)) continue
      if (!value.removed) names.add(value.userPrincipalName)
      known.set(value.id, { value, leftOut })
    }
    return known
  })

const people = fc
  .uniqueArray(
    fc.record({
      directoryId: fc.option(fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7')),
      principalName: name,
      source: fc.constantFrom('directory', 'hand', 'scim'),
      state: fc.constantFrom('active', 'active', 'preserved', 'deleted'),
      preservedBy: fc.constantFrom('directory', 'somebody'),
      profileId,
      profileFixed: fc.boolean(),
    }),
    // As the database has it: one person for an id of the directory, one active person for a name.
    { selector: ({ directoryId, state, principalName }) => `${directoryId ?? `${state} ${principalName}`}` },
  )
  .map((list) => {
    const active = new Set<string>()
    return list.flatMap((person, i): SyncPerson[] => {
      if (person.state === 'active' && active.has(person.principalName)) return []
      if (person.state === 'active') active.add(person.principalName)
      return [{ ...person, id: `person ${i}`, displayName: 'x', email: null, attributes: {} } as SyncPerson]
    })
  })

const rule = fc.record({
  condition: fc.constantFrom(
    { kind: 'everyone' as const },
    { kind: 'group' as const, groupId: 'g', name: '' },
    {
      kind: 'attribute' as const,
      attribute: 'department' as const,
      operator: 'equals' as const,
      value: 'sales',
    },
  ),
  profileId: fc.constantFrom('p1', 'p2', 'p3', 'gone'),
})

const input: fc.Arbitrary<SyncInput> = fc.record({
  users,
  people,
  rules: fc.array(rule, { maxLength: 3 }),
  profiles: fc
    .tuple(...['p1', 'p2', 'p3'].map((id) => fc.record({ id: fc.constant(id), maxPeople: fc.nat(3) })))
    .map((list) => list),
  groups: fc.subarray(['u1', 'u2', 'u3']).map((members) => new Map([['g', new Set(members)]])),
})

/** What people are after a plan. */
function after(before: SyncInput, plan: SyncPlan): SyncInput {
  const byId = new Map(before.people.map((person) => [person.id, { ...person }]))
  for (const { id } of plan.preserved)
    Object.assign(byId.get(id)!, { state: 'preserved', preservedBy: 'directory' })
  for (const { id } of plan.reactivated) Object.assign(byId.get(id)!, { state: 'active', preservedBy: null })
  for (const { person, patch } of plan.changed) Object.assign(byId.get(person.id)!, patch)
  for (const { person, to } of plan.moved) Object.assign(byId.get(person.id)!, { profileId: to })
  const added = plan.added.map(
    ({ user, profileId: to }, i): SyncPerson => ({
      id: `new ${i}`,
      directoryId: user.id,
      principalName: user.userPrincipalName ?? '',
      displayName: 'x',
      email: null,
      source: 'directory',
      state: 'active',
      attributes: {},
      profileId: to,
      profileFixed: false,
      preservedBy: null,
    }),
  )
  return { ...before, people: [...byId.values(), ...added] }
}

const active = ({ people: list }: SyncInput) => list.filter(({ state }) => state === 'active')

describe('a plan', () => {
  test('never has two active people of one name, or two people of one id', () => {
    fc.assert(
      fc.property(input, (before) => {
        const result = after(before, planSync(before))
        const names = active(result).map(({ principalName }) => principalName)
        expect(new Set(names).size).toBe(names.length)
        const ids = result.people.flatMap(({ directoryId }) => directoryId ?? [])
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 1_000 },
    )
  })

  test('fills no profile beyond its limit, and none that is gone', () => {
    fc.assert(
      fc.property(input, (before) => {
        const result = after(before, planSync(before))
        const count = (world: SyncInput, id: string) =>
          active(world).filter((one) => one.profileId === id).length
        for (const { id, maxPeople } of before.profiles)
          if (maxPeople > 0)
            expect(count(result, id)).toBeLessThanOrEqual(Math.max(maxPeople, count(before, id)))
        expect(count(result, 'gone')).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })

  test('leaves nothing to do for the next one', () => {
    fc.assert(
      fc.property(input, (before) => {
        const plan = planSync(before)
        const { skipped, broughtBack, changed, ...again } = planSync(after(before, plan))
        expect(again).toEqual({ added: [], preserved: [], reactivated: [], moved: [] })
        // Only what a new person's row would hold from the start.
        expect(changed.filter(({ person }) => !person.id.startsWith('new'))).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  test('keeps everybody who is enabled, and nobody who is not', () => {
    fc.assert(
      fc.property(input, (before) => {
        const result = after(before, planSync(before))
        for (const person of active(result)) {
          const user = person.directoryId === null ? undefined : before.users.get(person.directoryId)?.value
          if (person.directoryId !== null)
            expect(user).toMatchObject({ accountEnabled: true, removed: false })
        }
        for (const person of before.people) {
          const now = result.people.find(({ id }) => id === person.id)!
          const user = now.directoryId === null ? undefined : before.users.get(now.directoryId)?.value
          if (person.state === 'active' && user?.accountEnabled && !user.removed)
            expect(now.state).toBe('active')
          if (person.state === 'deleted') expect(now.state).toBe('deleted')
          if (person.state === 'preserved' && person.preservedBy === 'somebody')
            expect(now.state).toBe('preserved')
          if (person.profileFixed) expect(now.profileId).toBe(person.profileId)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
