import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, newId, now } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import type { Row } from '../../database/tables.ts'
import { keepAnAdministrator } from '../account-administration.ts'
import { type Actor, systemActor } from '../actor.ts'
import { endAccess } from '../end-access.ts'
import { type Identity, mappedRole } from './oidc-identity.ts'
import type { OidcSettings } from './oidc-settings.ts'

type Place = Pick<Row<'account'>, 'role' | 'profiles' | 'personId'>

/** The account that an identity signs in with, or why it has none. */
export type Found = { readonly id: string } | { readonly refused: string }

/**
 * Finds or makes the account of an identity. An account with a password keeps the role it was given here; one of the
 * organisation has the role that the organisation says, from each signing in to the next. Addresses decide nothing.
 * Raises HF_LAST_ADMINISTRATOR where the organisation takes the last one's role away.
 */
export async function accountOfIdentity(
  control: Control,
  transaction: Sql,
  identity: Identity,
  settings: OidcSettings,
  address: string,
): Promise<Found> {
  const account = await accountBySubject(transaction, identity)
  if (account !== undefined && account.passwordHash !== null) return { id: account.id }
  const person = settings.people ? await personOf(transaction, identity) : undefined
  const place = placeOf(identity, settings, person)
  if (place === undefined) {
    // What the organisation takes away ends everywhere.
    if (account !== undefined) await endAccess(control, transaction, account.id)
    return { refused: 'no role and no backup of your own' }
  }
  const actor = { ...systemActor('sign-in'), address }
  if (account !== undefined) return await move(control, transaction, actor, account, place)
  if (place.role === 'person' && person !== undefined) {
    const own = await join(control, transaction, actor, identity, person.id)
    if (own !== undefined) return own
  }
  return await create(control, transaction, actor, identity, place, person)
}

async function accountBySubject(
  transaction: Sql,
  { issuer, subject }: Identity,
): Promise<Row<'account'> | undefined> {
  return await transaction
    .selectFrom('account')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

/**
 * The person by Microsoft's object id. By principal name only who has no such id: names are given to others when
 * somebody leaves, and other providers let people change theirs.
 */
async function personOf(
  transaction: Sql,
  { objectId, principalName }: Identity,
): Promise<Row<'person'> | undefined> {
  const people = transaction.selectFrom('person').selectAll().where('state', '=', 'active')
  const byId = objectId && (await people.where('directoryId', '=', objectId).executeTakeFirst())
  if (byId || principalName === undefined) return byId || undefined
  return await people
    .where((query) => query(query.fn<string>('lower', ['principalName']), '=', principalName.toLowerCase()))
    .where('directoryId', 'is', null)
    .executeTakeFirst()
}

function placeOf(
  identity: Identity,
  settings: OidcSettings,
  person: Row<'person'> | undefined,
): Place | undefined {
  const mapped = mappedRole(identity, settings)
  if (mapped !== undefined) return { role: mapped.role, profiles: mapped.profiles, personId: null }
  return person && { role: 'person', profiles: null, personId: person.id }
}

async function move(
  control: Control,
  transaction: Sql,
  actor: Actor,
  account: Row<'account'>,
  place: Place,
): Promise<Found> {
  const isSame =
    account.role === place.role &&
    account.personId === place.personId &&
    JSON.stringify(account.profiles) === JSON.stringify(place.profiles)
  if (isSame) return { id: account.id }
  if (place.role !== 'cloud-administrator') await keepAnAdministrator(transaction, account.id)
  await transaction
    .updateTable('account')
    .set((set) => ({ ...place, version: set('version', '+', 1), updatedAt: now(control) }))
    .where('id', '=', account.id)
    .execute()
  await transaction.deleteFrom('session').where('accountId', '=', account.id).execute()
  await recordAudit(control, transaction, actor, {
    action: 'account.changed',
    target: { kind: 'account', id: account.id },
    ...(place.personId && { personId: place.personId }),
    details: { role: place.role, profiles: place.profiles, before: account.role },
  })
  return { id: account.id }
}

/** The account that the person has already, by an invitation: from now on the organisation opens it, too. */
async function join(
  control: Control,
  transaction: Sql,
  actor: Actor,
  { issuer, subject }: Identity,
  personId: string,
): Promise<Found | undefined> {
  const own = await transaction
    .selectFrom('account')
    .select(['id', 'state'])
    .where('personId', '=', personId)
    .where('role', '=', 'person')
    .where('subject', 'is', null)
    .orderBy('id')
    .forUpdate()
    .limit(1)
    .executeTakeFirst()
  if (own === undefined) return undefined
  await transaction
    .updateTable('account')
    .set({ issuer, subject, state: own.state === 'invited' ? 'active' : own.state, updatedAt: now(control) })
    .where('id', '=', own.id)
    .execute()
  await transaction.deleteFrom('signInLink').where('accountId', '=', own.id).execute()
  await recordAudit(control, transaction, actor, {
    action: 'account.joined',
    target: { kind: 'account', id: own.id },
    personId,
    details: { issuer },
  })
  return { id: own.id }
}

async function create(
  control: Control,
  transaction: Sql,
  actor: Actor,
  identity: Identity,
  place: Place,
  person: Row<'person'> | undefined,
): Promise<Found> {
  const own = place.role === 'person' ? person : undefined
  const email =
    own?.email ?? own?.principalName ?? identity.email ?? identity.principalName ?? identity.subject
  const id = newId(control)
  const inserted = await transaction
    .insertInto('account')
    .values({
      id,
      ...place,
      email,
      name: own?.displayName ?? identity.name ?? email,
      state: 'active',
      issuer: identity.issuer,
      subject: identity.subject,
      createdAt: now(control),
      updatedAt: now(control),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined)
    return { refused: 'your address has an account of its own: sign in there, and join it' }
  await recordAudit(control, transaction, actor, {
    action: 'account.created',
    target: { kind: 'account', id },
    ...(place.personId && { personId: place.personId }),
    details: { role: place.role, email, profiles: place.profiles, issuer: identity.issuer },
  })
  return { id }
}
