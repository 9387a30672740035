import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission, visiblePeople } from '../../access/actor.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, now } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import type { Row } from '../../database/tables.ts'
import { ruleFor } from '../../directory/mapping-condition.ts'
import { readMappingRules } from '../../directory/mapping-rules.ts'
import { controlErrors } from '../../errors.ts'
import { lockPeople, requireFreeNames } from '../lock-people.ts'
import { insertPeople, setActive, setPreserved } from '../person-rows.ts'
import { type LockedProfile, lockDefaultProfile, lockProfile, requirePlaces } from '../profile-places.ts'
import { applyScimPatch } from './scim-patch.ts'
import { SCIM_REMOVED, selectScimPeople } from './scim-queries.ts'
import { fromScimUser, type ScimPerson, scimPersonOf } from './scim-user.ts'

/** Of a change: the version that the client believes the person to have (`If-Match`). */
interface Expected {
  readonly version?: number
}

type Change = (person: ScimPerson) => ScimPerson

/**
 * Adds a person whom a provisioning client sends; somebody whom it removed earlier comes back with their backup. The
 * profile is that of the first mapping rule that applies to what is known, or the default one. Needs `people:write`. Raises
 * HF_SCIM_INVALID, HF_NAME_TAKEN, HF_PROFILE_FULL.
 */
export async function createScimUser(
  control: Control,
  actor: Actor,
  resource: unknown,
): Promise<Row<'person'>> {
  requirePermission(actor, 'people:write')
  const wanted = fromScimUser(resource)
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const removed = await transaction
      .selectFrom('person')
      .selectAll()
      .where(raw`lower(principal_name)`, '=', wanted.userName.toLowerCase())
      .where('preservedBy', '=', SCIM_REMOVED)
      .where('state', '=', 'preserved')
      .where(visiblePeople(actor))
      .orderBy('preservedAt', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    if (removed) return await change(control, transaction, actor, removed, () => wanted)
    await requireFreeNames(transaction, [wanted.userName], ['active', 'preserved'])
    const profile = await profileFor(transaction, actor, wanted)
    await requirePlaces(transaction, profile, wanted.active ? 1 : 0)
    const [id] = (await insertPeople(control, transaction, [
      {
        principalName: wanted.userName,
        displayName: wanted.displayName,
        email: wanted.email,
        externalId: wanted.externalId,
        source: 'scim',
        attributes: { scim: scimAttributes(wanted) },
        profile,
      },
    ])) as [string]
    if (!wanted.active) await setPreserved(control, transaction, [id], 'scim')
    await recordAudit(control, transaction, actor, {
      action: 'person.added',
      target: { kind: 'person', id },
      personId: id,
      details: { principalName: wanted.userName, profile: profile.name, source: 'scim' },
    })
    return await reread(transaction, id)
  })
}

/** Replaces what a client says of a person. See `patchScimUser`. */
export async function replaceScimUser(
  control: Control,
  actor: Actor,
  id: string,
  resource: unknown,
  expected: Expected = {},
): Promise<Row<'person'>> {
  return await changeScimUser(control, actor, id, ({ active }) => fromScimUser(resource, active), expected)
}

/**
 * Changes a person as a client's patch says. Deactivated, they are preserved; activated, they come back if it was the
 * client that preserved them, and stay preserved if it was the directory or an administrator. Needs `people:write`. Raises
 * HF_NOT_FOUND, HF_CONFLICT, HF_SCIM_INVALID, HF_NAME_TAKEN, HF_PROFILE_FULL.
 */
export async function patchScimUser(
  control: Control,
  actor: Actor,
  id: string,
  patch: unknown,
  expected: Expected = {},
): Promise<Row<'person'>> {
  return await changeScimUser(control, actor, id, (person) => applyScimPatch(person, patch), expected)
}

/**
 * Withdraws a person from provisioning: they are preserved, never deleted, and the client finds them no more. Needs
 * `people:write`. Raises HF_NOT_FOUND.
 */
export async function removeScimUser(control: Control, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'people:write')
  await control.sql.transaction().execute(async (transaction) => {
    const person = await choose(transaction, actor, id)
    await setPreserved(control, transaction, [id], SCIM_REMOVED)
    await transaction.updateTable('person').set({ externalId: null }).where('id', '=', id).execute()
    await recordAudit(control, transaction, actor, {
      action: 'person.preserved',
      target: { kind: 'person', id },
      personId: id,
      details: { principalName: person.principalName, source: 'scim' },
    })
  })
}

async function changeScimUser(
  control: Control,
  actor: Actor,
  id: string,
  next: Change,
  { version }: Expected,
): Promise<Row<'person'>> {
  requirePermission(actor, 'people:write')
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const person = await choose(transaction, actor, id)
    if (version !== undefined && version !== person.version)
      throw controlErrors.HF_CONFLICT({ what: 'The person' })
    return await change(control, transaction, actor, person, next)
  })
}

async function change(
  control: Control,
  transaction: Sql,
  actor: Actor,
  person: Row<'person'>,
  next: Change,
): Promise<Row<'person'>> {
  const before = scimPersonOf(person)
  const wanted = next(before)
  const { id } = person
  const comes = wanted.active && (person.preservedBy === 'scim' || person.preservedBy === SCIM_REMOVED)
  const activated = person.state === 'preserved' && comes
  if (wanted.userName.toLowerCase() !== before.userName.toLowerCase())
    await requireFreeNames(transaction, [wanted.userName], ['active', 'preserved'])
  if (activated) {
    await requireFreeNames(transaction, [wanted.userName])
    await requirePlaces(transaction, await lockProfile(transaction, actor, person.profileId), 1)
    await setActive(control, transaction, [id])
  } else if (person.preservedBy === SCIM_REMOVED) {
    await setPreserved(control, transaction, [id], 'scim')
  }
  const preserved = person.state === 'active' && !wanted.active
  if (preserved) await setPreserved(control, transaction, [id], 'scim')
  await transaction
    .updateTable('person')
    .set((query) => ({
      principalName: wanted.userName,
      displayName: wanted.displayName,
      email: wanted.email,
      externalId: wanted.externalId,
      source: 'scim',
      attributes: JSON.stringify({ ...person.attributes, scim: scimAttributes(wanted) }),
      updatedAt: now(control),
      version: query('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  await recordAudit(control, transaction, actor, {
    action: preserved ? 'person.preserved' : activated ? 'person.activated' : 'person.changed',
    target: { kind: 'person', id },
    personId: id,
    details: { principalName: wanted.userName, displayName: wanted.displayName, source: 'scim' },
  })
  return await reread(transaction, id)
}

async function choose(transaction: Sql, actor: Actor, id: string): Promise<Row<'person'>> {
  const known = z.uuid().safeParse(id).success
  const person = known
    ? await selectScimPeople(transaction, actor).where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined
  if (!person) throw controlErrors.HF_NOT_FOUND({ what: 'person', id })
  return person
}

async function reread(transaction: Sql, id: string): Promise<Row<'person'>> {
  return await transaction.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function profileFor(transaction: Sql, actor: Actor, person: ScimPerson): Promise<LockedProfile> {
  const subject = {
    displayName: person.displayName,
    userPrincipalName: person.userName,
    mail: person.email,
    department: person.department,
    jobTitle: person.title,
  }
  const rule = ruleFor(await readMappingRules(transaction), subject, new Map())
  return rule
    ? await lockProfile(transaction, actor, rule.profileId)
    : await lockDefaultProfile(transaction, actor)
}

function scimAttributes({ givenName, familyName, title, department }: ScimPerson) {
  return {
    ...(givenName && { givenName }),
    ...(familyName && { familyName }),
    ...(title && { title }),
    ...(department && { department }),
  }
}
