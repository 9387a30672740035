import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { AuditDetails } from '../audit/audit-event.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { personName } from './add-person.ts'
import { peopleErrors } from './errors.ts'
import { choosePeople, lockPeople } from './lock-people.ts'
import { setProfile } from './person-rows.ts'
import { lockProfile, requirePlaces } from './profile-places.ts'

export const personChange = z.strictObject({
  /** Of the person as they were read. */
  version: z.int().min(1),
  displayName: personName.optional(),
  email: z.email().max(320).nullable().optional(),
  /** Puts the person there for good: no mapping rule moves them any more, unless `profileFixed` is false. */
  profileId: z.uuid().optional(),
  /** False: mapping rules decide again when the directory is next synchronised. */
  profileFixed: z.boolean().optional(),
})

export type PersonChange = z.input<typeof personChange>

/**
 * Changes a person by hand. A name stays as it is put here until the directory changes it. Needs `people:write`. Raises
 * HF_INVALID, HF_NOT_FOUND, HF_CONFLICT, HF_PERSON_STATE for a deleted person, HF_PROFILE_FULL.
 */
export async function changePerson(
  control: Control,
  actor: Actor,
  id: string,
  input: PersonChange,
): Promise<void> {
  requirePermission(actor, 'people:write')
  const { version, profileId, profileFixed, displayName, email } = parseInput(personChange, input)
  const names = { ...(displayName !== undefined && { displayName }), ...(email !== undefined && { email }) }
  await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const [person] = await choosePeople(transaction, actor, [parseInput(z.uuid(), id)])
    if (person?.version !== version) throw controlErrors.HF_CONFLICT({ what: 'The person' })
    if (person.state === 'deleted') {
      throw peopleErrors.HF_PERSON_STATE({
        person: person.principalName,
        state: 'deleted',
        what: 'a change',
      })
    }
    const details: Record<string, AuditDetails[string]> = { principalName: person.principalName }
    if (profileId !== undefined && profileId !== person.profileId) {
      // In the order of their ids, as whoever else locks two profiles.
      const profiles = new Map<string, Awaited<ReturnType<typeof lockProfile>>>()
      for (const one of [profileId, person.profileId].sort())
        profiles.set(one, await lockProfile(transaction, actor, one))
      const to = profiles.get(profileId)
      const from = profiles.get(person.profileId)
      if (!to || !from) throw controlErrors.HF_NOT_FOUND({ what: 'profile', id: profileId })
      await requirePlaces(transaction, to, person.state === 'active' ? 1 : 0)
      await setProfile(control, transaction, [id], { from, to })
      Object.assign(details, { fromProfile: from.name, toProfile: to.name })
    }
    const fixed = profileFixed ?? (profileId !== undefined || person.profileFixed)
    await transaction
      .updateTable('person')
      .set({ ...names, profileFixed: fixed, version: version + 1, updatedAt: now(control) })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'person.changed',
      target: { kind: 'person', id },
      personId: id,
      details: { ...details, ...names, profileFixed: fixed },
    })
  })
}
