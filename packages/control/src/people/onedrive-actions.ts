import { type Actor, requirePermission } from '../access/actor.ts'
import type { Permission } from '../access/roles.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { purgeTime } from '../settings/rollback-window.ts'
import { type PeopleChoice, type PeopleDeletion, peopleChoice, peopleDeletion } from './choice.ts'
import { peopleErrors } from './errors.ts'
import { choosePeople } from './lock-people.ts'
import { forgetVaults, markDeleted, unmarkDeleted } from './onedrive-rows.ts'
import { newOneDrive } from './person-rows.ts'
import { requireWindow } from './roll-back-people.ts'
import { stopJobs } from './stop-jobs.ts'

/** A person with their OneDrive, both locked. */
interface Owned {
  readonly person: Row<'person'>
  readonly onedrive: Row<'onedrive'>
}

/**
 * Lets people's OneDrives be backed up and restored. One that was deleted starts anew: its old backup is destroyed when
 * its rollback window is over, and the next backup is a full one. All of them or none. Needs `onedrives:write`. Gives how
 * many were changed. Raises HF_NOT_FOUND, HF_PERSON_STATE for who is not active.
 */
export async function enableOneDrives(control: Control, actor: Actor, input: PeopleChoice): Promise<number> {
  const { people } = parseInput(peopleChoice, input)
  return await act(control, actor, 'onedrives:write', people, async (transaction, owned) => {
    refuse(owned, ({ state }) => state !== 'active', 'enabling the OneDrive')
    const changing = owned.filter(({ onedrive }) => onedrive.state !== 'enabled')
    for (const { onedrive } of changing) {
      if (onedrive.state !== 'deleted') continue
      await forgetVaults(control, transaction, [onedrive.id], onedrive.purgeAt ?? now(control))
    }
    await setState(control, transaction, changing, 'enabled')
    return { action: 'onedrive.enabled', changing }
  })
}

/**
 * Stops backup and restore of people's OneDrives, and keeps what was backed up. All of them or none. Needs
 * `onedrives:write`. Gives how many were changed. Raises HF_NOT_FOUND, HF_PERSON_STATE, HF_ONEDRIVE_STATE for a deleted one.
 */
export async function disableOneDrives(control: Control, actor: Actor, input: PeopleChoice): Promise<number> {
  const { people } = parseInput(peopleChoice, input)
  return await act(control, actor, 'onedrives:write', people, async (transaction, owned) => {
    refuse(owned, ({ state }) => state === 'deleted', 'disabling the OneDrive')
    const deleted = owned.find(({ onedrive }) => onedrive.state === 'deleted')
    if (deleted) {
      const { principalName } = deleted.person
      throw peopleErrors.HF_ONEDRIVE_STATE({ person: principalName, state: 'deleted', what: 'disabling' })
    }
    const changing = owned.filter(({ onedrive }) => onedrive.state === 'enabled')
    await setState(control, transaction, changing, 'disabled')
    await stopJobs(control, transaction, idsOf(changing), 'all')
    return { action: 'onedrive.disabled', changing }
  })
}

/**
 * Deletes people's OneDrives from Holdfast: the backups are destroyed when the rollback window is over. All of them or
 * none. Needs `people:delete`. Gives how many were changed. Raises HF_INVALID, HF_NOT_FOUND, HF_PERSON_STATE.
 */
export async function deleteOneDrives(
  control: Control,
  actor: Actor,
  input: PeopleDeletion,
): Promise<number> {
  const { people, reason } = parseInput(peopleDeletion, input)
  return await act(control, actor, 'people:delete', people, async (transaction, owned) => {
    refuse(owned, ({ state }) => state === 'deleted', 'deleting the OneDrive')
    const changing = owned.filter(({ onedrive }) => onedrive.state !== 'deleted')
    const purgeAt = await purgeTime(control, transaction)
    if (changing.length > 0) await markDeleted(control, transaction, idsOf(changing), purgeAt)
    await stopJobs(control, transaction, idsOf(changing), 'all')
    return { action: 'onedrive.deleted', changing, reason }
  })
}

/**
 * Takes the delete of people's OneDrives back, with everything that was backed up. All of them or none. Needs
 * `people:delete`. Gives how many were changed. Raises HF_NOT_FOUND, HF_PERSON_STATE, HF_ROLLBACK_OVER.
 */
export async function rollBackOneDrives(
  control: Control,
  actor: Actor,
  input: PeopleChoice,
): Promise<number> {
  const { people } = parseInput(peopleChoice, input)
  return await act(control, actor, 'people:delete', people, async (transaction, owned) => {
    refuse(owned, ({ state }) => state === 'deleted', 'rolling back the OneDrive’s delete')
    const changing = owned.filter(({ onedrive }) => onedrive.state === 'deleted')
    for (const { person, onedrive } of changing)
      requireWindow(control, onedrive.purgeAt, `the OneDrive of ${person.principalName}`)
    await unmarkDeleted(
      control,
      transaction,
      changing.map(({ onedrive }) => onedrive.id),
    )
    return { action: 'onedrive.delete-rolled-back', changing }
  })
}

type Deed = { readonly action: string; readonly changing: readonly Owned[]; readonly reason?: string }

async function act(
  control: Control,
  actor: Actor,
  permission: Permission,
  ids: readonly string[],
  deed: (transaction: Sql, owned: readonly Owned[]) => Promise<Deed>,
): Promise<number> {
  requirePermission(actor, permission)
  return await control.sql.transaction().execute(async (transaction) => {
    const people = await choosePeople(transaction, actor, ids)
    const { action, changing, reason } = await deed(transaction, await owners(control, transaction, people))
    const entries = changing.map(({ person, onedrive }) => ({
      action,
      target: { kind: 'onedrive', id: onedrive.id },
      personId: person.id,
      details: { principalName: person.principalName },
      ...(reason !== undefined && { reason }),
    }))
    await recordAudit(control, transaction, actor, entries)
    return changing.length
  })
}

/** The OneDrives of people; who has none gets one, as if it had been disabled. */
async function owners(
  control: Control,
  transaction: Sql,
  people: readonly Row<'person'>[],
): Promise<Owned[]> {
  const rows = await transaction
    .selectFrom('onedrive')
    .selectAll()
    .where('personId', 'in', idsOf(people.map((person) => ({ person }))))
    .orderBy('id')
    .forUpdate()
    .execute()
  const byPerson = new Map(rows.map((row) => [row.personId, row]))
  const owned: Owned[] = []
  for (const person of people) {
    const onedrive =
      byPerson.get(person.id) ??
      (await transaction
        .insertInto('onedrive')
        .values({ ...newOneDrive(control, person.id, false) })
        .returningAll()
        .executeTakeFirstOrThrow())
    owned.push({ person, onedrive })
  }
  return owned
}

async function setState(
  control: Control,
  transaction: Sql,
  owned: readonly Owned[],
  state: 'enabled' | 'disabled',
): Promise<void> {
  if (owned.length === 0) return
  await transaction
    .updateTable('onedrive')
    .set((query) => ({
      state,
      nextSlotAt: null,
      deletedAt: null,
      updatedAt: now(control),
      version: query('version', '+', 1),
    }))
    .where('personId', 'in', idsOf(owned))
    .execute()
}

function idsOf(owned: readonly Pick<Owned, 'person'>[]): string[] {
  return owned.map(({ person }) => person.id)
}

/** Raises HF_PERSON_STATE when one of the people is in a state that the deed is not for. */
function refuse(owned: readonly Owned[], when: (person: Row<'person'>) => boolean, what: string): void {
  const found = owned.find(({ person }) => when(person))
  if (!found) return
  const { principalName, state } = found.person
  throw peopleErrors.HF_PERSON_STATE({ person: principalName, state, what })
}
