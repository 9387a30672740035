import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { peopleChoice } from './choice.ts'
import { choosePeople, lockPeople } from './lock-people.ts'
import { setProfile } from './person-rows.ts'
import { type LockedProfile, lockProfile, requirePlaces } from './profile-places.ts'
import { refuseDeleted } from './refuse-deleted.ts'

export const peopleMove = peopleChoice.extend({ profileId: z.uuid() })

export type PeopleMove = z.input<typeof peopleMove>

/**
 * Puts people into a profile for good: no mapping rule moves them any more. All of them or none. Needs `people:write`.
 * Gives how many came from another profile. Raises HF_NOT_FOUND, HF_PERSON_STATE for a deleted person, HF_PROFILE_FULL.
 */
export async function movePeople(control: Control, actor: Actor, input: PeopleMove): Promise<number> {
  requirePermission(actor, 'people:write')
  const { people: ids, profileId } = parseInput(peopleMove, input)
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const people = await choosePeople(transaction, actor, ids)
    refuseDeleted(people, 'a change')
    // In the order of their ids, as whoever else locks several profiles.
    const profiles = new Map<string, LockedProfile>()
    for (const id of [...new Set([profileId, ...people.map((person) => person.profileId)])].sort())
      profiles.set(id, await lockProfile(transaction, actor, id))
    const to = profiles.get(profileId) as LockedProfile
    const moved = people.filter((person) => person.profileId !== profileId)
    await requirePlaces(transaction, to, moved.filter(({ state }) => state === 'active').length)
    for (const [fromId, some] of Map.groupBy(moved, (person) => person.profileId)) {
      const from = profiles.get(fromId) as LockedProfile
      await setProfile(
        control,
        transaction,
        some.map(({ id }) => id),
        { from, to },
      )
    }
    const loose = people.filter(({ profileFixed }) => !profileFixed).map(({ id }) => id)
    if (loose.length > 0) {
      await transaction
        .updateTable('person')
        .set((query) => ({ profileFixed: true, updatedAt: now(control), version: query('version', '+', 1) }))
        .where('id', 'in', loose)
        .execute()
    }
    await recordAudit(
      control,
      transaction,
      actor,
      moved.map(({ id, principalName, profileId: from }) => ({
        action: 'person.changed',
        target: { kind: 'person', id },
        personId: id,
        details: {
          principalName,
          fromProfile: profiles.get(from)?.name ?? '',
          toProfile: to.name,
          profileFixed: true,
        },
      })),
    )
    return moved.length
  })
}
