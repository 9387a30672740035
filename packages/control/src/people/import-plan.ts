import { sql as raw } from 'kysely'
import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { batches } from './batches.ts'
import type { CsvLine } from './people-csv.ts'

export interface ImportLine {
  readonly line: number
  readonly principalName: string
  readonly action: 'add' | 'change' | 'none'
  /** Name of the profile that the person comes to. */
  readonly profile?: string
  readonly problems: readonly string[]
}

export type ImportProfile = Pick<Row<'profile'>, 'id' | 'name' | 'maxPeople' | 'settings' | 'isDefault'>
type Person = Pick<
  Row<'person'>,
  'id' | 'principalName' | 'displayName' | 'email' | 'state' | 'profileId' | 'profileFixed'
>

/** A line with what is to be done about it. */
export interface ImportStep extends ImportLine {
  readonly row: CsvLine
  readonly to?: ImportProfile
  readonly person?: Person
}

/** The profiles that an actor may put people into, kept from changing until the transaction ends. */
export async function visibleProfiles(transaction: Sql, actor: Actor): Promise<ImportProfile[]> {
  let select = transaction
    .selectFrom('profile')
    .select(['id', 'name', 'maxPeople', 'settings', 'isDefault'])
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .forShare()
  if (actor.profiles) select = select.where('id', 'in', [...actor.profiles, NO_PROFILE])
  return await select.execute()
}

/** A list of ids must not be empty. */
const NO_PROFILE = '00000000-0000-0000-0000-000000000000'

/** What is to be done about each line, and what stands against it. The lock of people is held. */
export async function planImport(
  transaction: Sql,
  actor: Actor,
  lines: readonly CsvLine[],
  profiles: readonly ImportProfile[],
): Promise<ImportStep[]> {
  const people = await peopleNamed(transaction, actor, lines)
  const byName = new Map(profiles.map((profile) => [profile.name.toLowerCase(), profile]))
  const places = await placesOf(transaction, profiles)
  return lines.map((row) => {
    const problems = [...row.problems]
    const person = people.get(row.principalName.toLowerCase())
    const named = row.profile === undefined ? undefined : byName.get(row.profile.toLowerCase())
    if (row.profile !== undefined && !named) problems.push(`there is no profile “${row.profile}”`)
    if (person === 'hidden') problems.push('somebody has this sign-in name already')
    const here = person === 'hidden' ? undefined : person
    const to = named ?? (here ? undefined : profiles.find(({ isDefault }) => isDefault))
    if (!to && !here && row.profile === undefined) problems.push('no profile is given')
    const moves = to !== undefined && to.id !== here?.profileId
    if (moves && problems.length === 0 && here?.state !== 'preserved' && !places(to, here?.profileId))
      problems.push(`the profile “${to.name}” is full`)
    const differs =
      here &&
      (moves ||
        (named && !here.profileFixed) ||
        here.displayName !== nameIn(row, here) ||
        here.email !== emailIn(row, here))
    return {
      row,
      line: row.line,
      principalName: row.principalName,
      action: problems.length > 0 ? 'none' : !here ? 'add' : differs ? 'change' : 'none',
      ...(to && { to, profile: to.name }),
      ...(here && { person: here }),
      problems,
    }
  })
}

/** Active and preserved people with the names of the file; those whom the actor may not see are `hidden`. */
async function peopleNamed(
  transaction: Sql,
  actor: Actor,
  lines: readonly CsvLine[],
): Promise<Map<string, Person | 'hidden'>> {
  const people = new Map<string, Person | 'hidden'>()
  for (const batch of batches(lines.map(({ principalName }) => principalName.toLowerCase()))) {
    const rows = await transaction
      .selectFrom('person')
      .select(['id', 'principalName', 'displayName', 'email', 'state', 'profileId', 'profileFixed'])
      .select((query) => raw<boolean>`${visiblePeople(actor)(query)}`.as('visible'))
      .where(raw`lower(principal_name)`, 'in', batch)
      .where('state', '<>', 'deleted')
      // An active one counts before a preserved one of the same name.
      .orderBy('state', 'desc')
      .forUpdate()
      .execute()
    for (const { visible, ...row } of rows)
      people.set(row.principalName.toLowerCase(), visible ? row : 'hidden')
  }
  return people
}

/** Takes places line after line: gives whether there was one. */
async function placesOf(
  transaction: Sql,
  profiles: readonly ImportProfile[],
): Promise<(to: ImportProfile, from: string | undefined) => boolean> {
  const counts = await transaction
    .selectFrom('person')
    .select((query) => ['profileId', query.fn.countAll<number>().as('people')])
    .where('state', '=', 'active')
    .groupBy('profileId')
    .execute()
  const used = new Map(profiles.map(({ id }) => [id, 0]))
  for (const { profileId, people } of counts) used.set(profileId, people)
  return (to, from) => {
    const there = used.get(to.id) ?? 0
    if (to.maxPeople > 0 && there >= to.maxPeople) return false
    used.set(to.id, there + 1)
    if (from !== undefined) used.set(from, (used.get(from) ?? 1) - 1)
    return true
  }
}

/** A file that says nothing about the name does not change it. */
export function nameIn(row: CsvLine, person: Person): string {
  return row.displayName === row.principalName ? person.displayName : row.displayName
}

/** The same of the address. */
export function emailIn(row: CsvLine, person: Person): string | null {
  return row.email ?? person.email
}
