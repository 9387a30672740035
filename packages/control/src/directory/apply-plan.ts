import { sql as raw } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { AuditEntry } from '../audit/audit-event.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { batches } from '../people/batches.ts'
import { insertPeople, setActive, setPreserved, setProfile } from '../people/person-rows.ts'
import { directoryAttributes, type PersonPatch } from './follow-directory.ts'
import type { SyncPerson, SyncPlan } from './plan-sync.ts'

type Profiles = ReadonlyMap<string, Pick<Row<'profile'>, 'id' | 'name' | 'settings'>>

/** Carries a plan out, in the transaction in which it was made, and records what happened to each person. */
export async function applyPlan(
  control: Control,
  transaction: Sql,
  actor: Actor,
  plan: SyncPlan,
  profiles: Profiles,
): Promise<void> {
  const nameOf = (id: string): string => profiles.get(id)?.name ?? id
  const entries: AuditEntry[] = []
  const tell = (action: string, { id, principalName }: Told, details: AuditEntry['details'] = {}): void => {
    const target = { kind: 'person', id }
    entries.push({ action, target, personId: id, details: { principalName, ...details } })
  }

  for (const batch of batches(plan.preserved.map(({ id }) => id))) {
    await setPreserved(control, transaction, batch, 'directory')
  }
  for (const person of plan.preserved) tell('person.preserved', person)

  await change(control, transaction, plan)
  for (const { person, patch } of plan.changed) {
    const { attributes, ...shown } = patch
    if (Object.keys(shown).length > 0) tell('person.changed', person, shown)
  }

  for (const batch of batches(plan.reactivated.map(({ id }) => id))) {
    await setActive(control, transaction, batch)
  }
  for (const person of plan.reactivated) tell('person.activated', person)

  for (const [key, people] of Map.groupBy(plan.moved, ({ person, to }) => `${person.profileId} ${to}`)) {
    const [from, to] = key.split(' ').map((id) => profiles.get(id))
    // The profile that somebody is in has people, and so it is there.
    if (!from || !to) throw new Error('a profile of the plan is not there')
    for (const batch of batches(people.map(({ person }) => person.id))) {
      await setProfile(control, transaction, batch, { from, to })
    }
  }
  for (const { person, to } of plan.moved) {
    tell('person.moved', person, { fromProfile: nameOf(person.profileId), toProfile: nameOf(to) })
  }

  const ids = await insertPeople(
    control,
    transaction,
    plan.added.map(({ user, profileId }) => ({
      directoryId: user.id.toLowerCase(),
      principalName: user.userPrincipalName ?? '',
      displayName: user.displayName || (user.userPrincipalName ?? ''),
      email: user.mail ?? null,
      source: 'directory',
      attributes: { directory: directoryAttributes(user) },
      profile: profiles.get(profileId) as Row<'profile'>,
    })),
  )
  for (const [index, { user, profileId }] of plan.added.entries()) {
    const person = { id: ids[index] as string, principalName: user.userPrincipalName ?? '' }
    tell('person.added', person, { profile: nameOf(profileId), source: 'directory' })
  }

  for (const batch of batches(plan.broughtBack)) {
    await transaction.updateTable('directoryUser').set({ leftOut: false }).where('id', 'in', batch).execute()
  }
  await recordAudit(control, transaction, actor, entries)
}

type Told = Pick<SyncPerson, 'id' | 'principalName'>

async function change(control: Control, transaction: Sql, { changed }: SyncPlan): Promise<void> {
  const renamed = changed
    .filter(({ patch }) => patch.principalName !== undefined)
    .map(({ person }) => person.id)
  for (const batch of batches(renamed)) {
    // Out of the way first: people may exchange their names.
    await transaction
      .updateTable('person')
      .set({ principalName: raw<string>`'renamed ' || id` })
      .where('id', 'in', batch)
      .execute()
  }
  for (const { person, patch } of changed) {
    const { attributes, ...columns } = patch satisfies PersonPatch
    await transaction
      .updateTable('person')
      .set((query) => ({
        ...columns,
        ...(attributes && { attributes: JSON.stringify(attributes) }),
        updatedAt: now(control),
        version: query('version', '+', 1),
      }))
      .where('id', '=', person.id)
      .execute()
  }
}
