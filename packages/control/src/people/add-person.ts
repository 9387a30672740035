import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { lockPeople, requireFreeNames } from './lock-people.ts'
import { insertPeople } from './person-rows.ts'
import { lockDefaultProfile, lockProfile, requirePlaces } from './profile-places.ts'

/** A sign-in name of Microsoft 365: `name@domain`, without blanks. */
export const principalName = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'a sign-in name (name@domain)')

export const personName = z.string().trim().min(1).max(256)

export const personInput = z.strictObject({
  principalName,
  displayName: personName,
  email: z.email().max(320).nullable().default(null),
  /** Without one, the default profile, from which mapping rules may move the person. */
  profileId: z.uuid().optional(),
})

export type PersonInput = z.input<typeof personInput>

/**
 * Adds a person by hand; the directory recognises them by the sign-in name when it is next synchronised. Gives the id.
 * Needs `people:write`. Raises HF_INVALID, HF_NOT_FOUND for the profile, HF_NAME_TAKEN, HF_PROFILE_FULL.
 */
export async function addPerson(control: Control, actor: Actor, input: PersonInput): Promise<string> {
  requirePermission(actor, 'people:write')
  const { profileId, ...person } = parseInput(personInput, input)
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const profile = profileId
      ? await lockProfile(transaction, actor, profileId)
      : await lockDefaultProfile(transaction, actor)
    await requireFreeNames(transaction, [person.principalName], ['active', 'preserved'])
    await requirePlaces(transaction, profile, 1)
    const [id] = (await insertPeople(control, transaction, [
      { ...person, source: 'hand', profileFixed: profileId !== undefined, profile },
    ])) as [string]
    await recordAudit(control, transaction, actor, {
      action: 'person.added',
      target: { kind: 'person', id },
      personId: id,
      details: { principalName: person.principalName, profile: profile.name, source: 'hand' },
    })
    return id
  })
}
