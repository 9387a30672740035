import type { DirectoryUser } from '@holdfast/graph-emulator'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addMappingRule,
  ensureFirstRule,
  listMappingRules,
  type MappingCondition,
  removeMappingRule,
  verifyAudit,
} from '../../src/index.ts'
import { addProfile, administrator, DAY } from '../people/world.ts'
import { type DirectoryWorld, directoryWorld } from './directory-world.ts'

/** Somebody as the directory and the rules say: written anew from the rules in words, without looking at the code. */
interface Expected {
  state: 'active' | 'preserved'
  profile: string
  name: string
}

const RULES: readonly (readonly (readonly ['everyone' | 'sales' | 'board', profile: string])[])[] = [
  [['everyone', 'Default']],
  [
    ['board', 'Board'],
    ['everyone', 'Default'],
  ],
  [
    ['sales', 'Sales'],
    ['board', 'Board'],
  ],
  [
    ['board', 'Sales'],
    ['sales', 'Board'],
    ['everyone', 'Default'],
  ],
  [],
]

const RUNS = 20
const who = fc.nat(5)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
  fc.record({ do: fc.constantFrom('add', 'disable', 'enable', 'remove', 'erase', 'restore', 'guest'), who }),
  fc.record({ do: fc.constantFrom('rename', 'swap'), who, other: who }),
  fc.record({
    do: fc.constant('department' as const),
    who,
    department: fc.constantFrom('Sales', 'IT', null),
  }),
  fc.record({ do: fc.constantFrom('enter', 'leave'), who }),
  fc.record({ do: fc.constant('rules' as const), rules: fc.nat(RULES.length - 1) }),
  fc.record({ do: fc.constant('forget' as const) }),
)

test('any sequence of changes ends with the people that the directory and the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      await using w = await directoryWorld()
      const profiles = new Map<string, string>()
      for (const name of ['Default', 'Sales', 'Board']) profiles.set(name, await addProfile(w.control, name))
      await ensureFirstRule(w.control)
      const { directory, groups } = w.emulator.tenant
      const inner = groups.add({ displayName: 'Inner' })
      const board = groups.add({ displayName: 'Board', members: [inner.id] })
      // Somebody is always there: an empty directory is not believed.
      w.join('Root')
      const ids: string[] = []
      const removed = new Set<string>()
      const expected = new Map<string, Expected>()
      let rules = RULES[0]!
      let names = 0
      const present = (n: number) => (ids[n] === undefined ? undefined : directory.find(ids[n]))

      const believe = (): void => {
        const listed = new Map(directory.list().map((user) => [user.id, user]))
        for (const [id, person] of expected) {
          const user = listed.get(id)
          person.state = user?.accountEnabled ? 'active' : 'preserved'
          if (user) person.name = user.userPrincipalName
          if (user?.accountEnabled) person.profile = profileOf(user) ?? person.profile
        }
        for (const [id, user] of listed) {
          const profile = profileOf(user)
          if (!expected.has(id) && user.accountEnabled && profile)
            expected.set(id, { state: 'active', profile, name: user.userPrincipalName })
        }
      }
      const profileOf = (user: DirectoryUser): string | undefined =>
        rules.find(([kind]) =>
          kind === 'everyone'
            ? user.userType === 'Member'
            : kind === 'sales'
              ? user.department === 'Sales'
              : inner.members.has(user.id),
        )?.[1]

      const act = async (one: (typeof steps)[number]): Promise<void> => {
        if (one.do === 'sync') {
          believe()
          await w.sync()
          expect(await peopleOf(w)).toEqual(new Map(expected))
        } else if (one.do === 'forget') w.emulator.clock.advance(8 * DAY)
        else if (one.do === 'rules') {
          rules = RULES[one.rules]!
          await setRules(w, rules, profiles, board.id)
        } else if (one.do === 'add') {
          const reuse = ids[one.who] !== undefined && !removed.has(ids[one.who]!)
          if (!reuse) ids[one.who] = w.join(`P${++names}`)
        } else {
          const id = ids[one.who]
          const user = present(one.who)
          if (id === undefined) return
          if (one.do === 'restore' && removed.has(id) && !taken(w, nameOf(w, id))) {
            directory.restore(id)
            removed.delete(id)
          }
          if (!user) return
          if (one.do === 'disable' || one.do === 'enable')
            directory.update(id, { accountEnabled: one.do === 'enable' })
          if (one.do === 'guest') directory.update(id, { userType: 'Guest' })
          if (one.do === 'department') directory.update(id, { department: one.department })
          if (one.do === 'enter') groups.addMember(inner.id, id)
          if (one.do === 'leave') groups.removeMember(inner.id, id)
          if (one.do === 'remove' || one.do === 'erase') {
            directory.remove(id, one.do === 'erase' ? 'deleted' : 'changed')
            if (one.do === 'remove') removed.add(id)
            else delete ids[one.who]
          }
          if (one.do === 'rename') directory.update(id, { userPrincipalName: `n${++names}@contoso.example` })
          const other = one.do === 'swap' ? present(one.other) : undefined
          if (other && other.id !== id) {
            const [mine, theirs] = [user.userPrincipalName, other.userPrincipalName]
            directory.update(id, { userPrincipalName: 'between@contoso.example' })
            directory.update(other.id, { userPrincipalName: mine })
            directory.update(id, { userPrincipalName: theirs })
          }
        }
      }
      for (const one of [...steps, { do: 'sync' } as const]) await act(one)
      // Nothing is left to do, and the trail of it all holds.
      expect(await w.sync()).toMatchObject({
        added: 0,
        changed: 0,
        preserved: 0,
        reactivated: 0,
        moved: 0,
        skipped: [],
      })
      expect((await verifyAudit(w.control.sql)).brokenAt).toBeUndefined()
    }),
    { numRuns: RUNS },
  )
}, 240_000)

async function peopleOf(w: DirectoryWorld): Promise<Map<string | null, Expected>> {
  const rows = await w.control.sql
    .selectFrom('person')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select(['directoryId', 'state', 'profile.name as profile', 'principalName as name'])
    .execute()
  return new Map(rows.map(({ directoryId, ...person }) => [directoryId, person as Expected]))
}

async function setRules(
  w: DirectoryWorld,
  rules: (typeof RULES)[number],
  profiles: ReadonlyMap<string, string>,
  boardId: string,
): Promise<void> {
  for (const { id } of await listMappingRules(w.control, administrator))
    await removeMappingRule(w.control, administrator, id)
  const conditions: Record<string, MappingCondition> = {
    everyone: { kind: 'everyone' },
    sales: { kind: 'attribute', attribute: 'department', operator: 'equals', value: 'sales' },
    board: { kind: 'group', groupId: boardId, name: '' },
  }
  for (const [kind, profile] of rules) {
    const input = { condition: conditions[kind]!, profileId: profiles.get(profile)! }
    await addMappingRule(w.control, administrator, input)
  }
}

/** The name that a removed person had when last seen. */
function nameOf(w: DirectoryWorld, id: string): string {
  const { directory } = w.emulator.tenant
  return directory.changes(0, directory.seq).find(({ user }) => user.id === id)?.user.userPrincipalName ?? ''
}

function taken(w: DirectoryWorld, name: string): boolean {
  return w.emulator.tenant.directory.find(name) !== undefined
}
