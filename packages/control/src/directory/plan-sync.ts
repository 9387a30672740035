import type { Row } from '../database/tables.ts'
import { followDirectory, type PersonPatch } from './follow-directory.ts'
import { isEnabled, type KnownUser } from './known-user.ts'
import { type GroupMembers, type MappingCondition, ruleFor } from './mapping-condition.ts'
import { Places } from './places.ts'
import { settleNames } from './settle-names.ts'

export type SyncPerson = Pick<
  Row<'person'>,
  | 'id'
  | 'directoryId'
  | 'principalName'
  | 'displayName'
  | 'email'
  | 'source'
  | 'state'
  | 'attributes'
  | 'profileId'
  | 'profileFixed'
  | 'preservedBy'
>

export interface SyncInput {
  /** By their ids in lower case. */
  readonly users: ReadonlyMap<string, { readonly value: KnownUser; readonly leftOut: boolean }>
  readonly people: readonly SyncPerson[]
  /** Those that are not deleted. */
  readonly profiles: readonly { readonly id: string; readonly maxPeople: number }[]
  /** In their order. */
  readonly rules: readonly { readonly condition: MappingCondition; readonly profileId: string }[]
  readonly groups: GroupMembers
}

export interface SkippedPerson {
  readonly principalName: string
  readonly directoryId: string
  readonly reason: 'profile-full' | 'profile-gone' | 'name-taken'
}

export interface SyncPlan {
  readonly added: { readonly user: KnownUser; readonly profileId: string }[]
  readonly changed: { readonly person: SyncPerson; readonly patch: PersonPatch }[]
  readonly preserved: SyncPerson[]
  readonly reactivated: SyncPerson[]
  readonly moved: { readonly person: SyncPerson; readonly to: string }[]
  readonly skipped: SkippedPerson[]
  /** Left out until now, and added by hand meanwhile: ids in the directory. */
  readonly broughtBack: string[]
}

/**
 * What makes people what the directory and the rules say:
 * - who is not known and is mapped by a rule is added, unless disabled there or left out here;
 * - who is known without an id (added by hand, by a file or by provisioning) is recognised by the sign-in name;
 * - who is disabled or gone is preserved, and comes back with the account if it was the directory that preserved them;
 * - names follow by id; the profile follows the rules, except where it was put by hand. Who is mapped by no rule any more
 *   stays where they are: a rule that is removed must not end anybody's backup.
 */
export function planSync({ users, people, profiles, rules, groups }: SyncInput): SyncPlan {
  const plan: SyncPlan = {
    added: [],
    changed: [],
    preserved: [],
    reactivated: [],
    moved: [],
    skipped: [],
    broughtBack: [],
  }
  const live = new Set(profiles.map(({ id }) => id))
  const known = recognise(people, users)
  const skip = (user: KnownUser, reason: SkippedPerson['reason']): void => {
    plan.skipped.push({ principalName: user.userPrincipalName ?? '', directoryId: user.id, reason })
  }
  const profileFor = (user: KnownUser): string | undefined => {
    const rule = ruleFor(rules, { ...user, id: user.id.toLowerCase() }, groups)
    if (rule === undefined || live.has(rule.profileId)) return rule?.profileId
    skip(user, 'profile-gone')
    return undefined
  }

  const places = new Places(profiles)
  const staying: { person: SyncPerson; user?: KnownUser }[] = []
  const returning: { person: SyncPerson; user: KnownUser }[] = []
  for (const person of people) {
    const id = known.get(person.id)
    const user = id === undefined ? undefined : users.get(id)?.value
    if (person.state === 'active' && (id === undefined || isEnabled(user))) {
      staying.push(user ? { person, user } : { person })
      places.count(person.profileId)
    } else if (person.state === 'active') plan.preserved.push(person)
    else if (person.state === 'preserved' && person.preservedBy === 'directory' && user && isEnabled(user))
      returning.push({ person, user })
  }

  // Names: those of who stays first, then of who returns, then of who is new.
  const keeping = settleNames(
    staying.map(({ person, user }) => ({
      id: person.id,
      has: person.principalName.toLowerCase(),
      wants: (user?.userPrincipalName ?? person.principalName).toLowerCase(),
    })),
  )
  const names = new Set<string>()
  for (const { person, user } of staying) {
    if (user && keeping.has(person.id)) skip(user, 'name-taken')
    const name = keeping.has(person.id)
      ? person.principalName
      : (user?.userPrincipalName ?? person.principalName)
    names.add(name.toLowerCase())
  }
  for (const person of people) {
    const id = known.get(person.id)
    const entry = id === undefined ? undefined : users.get(id)
    if (id === undefined || (!entry && person.directoryId !== null)) continue
    const patch = followDirectory(person, id, entry?.value, keeping.has(person.id))
    if (patch) plan.changed.push({ person, patch })
    if (entry?.leftOut) plan.broughtBack.push(id)
  }

  move(plan, staying, { places, profileFor, skip })

  for (const { person, user } of returning) {
    const name = (user.userPrincipalName ?? person.principalName).toLowerCase()
    if (names.has(name)) {
      skip(user, 'name-taken')
      continue
    }
    const wanted = (person.profileFixed ? undefined : profileFor(user)) ?? person.profileId
    const profileId = [wanted, person.profileId].find((one) => places.take(one))
    if (profileId !== wanted) skip(user, 'profile-full')
    if (profileId === undefined) continue
    names.add(name)
    plan.reactivated.push(person)
    if (profileId !== person.profileId) plan.moved.push({ person, to: profileId })
  }

  const taken = new Set(known.values())
  const unknown = [...users].filter(
    ([id, { value, leftOut }]) => !taken.has(id) && !leftOut && isEnabled(value),
  )
  for (const [, { value: user }] of unknown.sort(byName)) {
    // Somebody of whom only a part was ever told.
    if (!user.userPrincipalName) continue
    const profileId = profileFor(user)
    if (profileId === undefined) continue
    const name = user.userPrincipalName.toLowerCase()
    if (names.has(name)) skip(user, 'name-taken')
    else if (!places.take(profileId)) skip(user, 'profile-full')
    else {
      names.add(name)
      plan.added.push({ user, profileId })
    }
  }
  return plan
}

/** People's ids in the directory, by their ids here. Who has none yet is recognised by the sign-in name. */
function recognise(people: readonly SyncPerson[], users: SyncInput['users']): Map<string, string> {
  const known = new Map<string, string>()
  for (const { id, directoryId } of people) if (directoryId !== null) known.set(id, directoryId)
  const taken = new Set(known.values())
  const byUserName = new Map<string, string>()
  for (const [id, { value }] of users) {
    if (taken.has(id) || value.removed || !value.userPrincipalName) continue
    byUserName.set(value.userPrincipalName.toLowerCase(), id)
  }
  for (const state of ['active', 'preserved', 'deleted'] as const) {
    for (const person of people) {
      if (person.state !== state || person.directoryId !== null) continue
      const name = person.principalName.toLowerCase()
      const id = byUserName.get(name)
      if (id === undefined) continue
      known.set(person.id, id)
      byUserName.delete(name)
    }
  }
  return known
}

/** Moves people to the profiles that the rules say. A place that one leaves is another's, in whatever order. */
function move(
  plan: SyncPlan,
  staying: readonly { person: SyncPerson; user?: KnownUser }[],
  {
    places,
    profileFor,
    skip,
  }: {
    places: Places
    profileFor: (user: KnownUser) => string | undefined
    skip: (user: KnownUser, reason: SkippedPerson['reason']) => void
  },
): void {
  let waiting: { person: SyncPerson; user: KnownUser; to: string }[] = []
  for (const { person, user } of staying) {
    const to = user && !person.profileFixed ? profileFor(user) : undefined
    if (user && to !== undefined && to !== person.profileId) waiting.push({ person, user, to })
  }
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length
    waiting = waiting.filter(({ person, to }) => {
      if (!places.take(to)) return true
      places.free(person.profileId)
      plan.moved.push({ person, to })
      return false
    })
  }
  for (const { user } of waiting) skip(user, 'profile-full')
}

function byName(
  a: readonly [string, { value: KnownUser }],
  b: readonly [string, { value: KnownUser }],
): number {
  const [x, y] = [a, b].map(([id, { value }]) => `${(value.userPrincipalName ?? '').toLowerCase()} ${id}`)
  return (x as string) < (y as string) ? -1 : 1
}
