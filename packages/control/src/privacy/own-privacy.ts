import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { profileSettings } from '../profiles/profile-settings.ts'
import { adminAccessAllowed } from './effective-privacy.ts'
import { privacyErrors } from './errors.ts'

/** What a person is told about who may reach the data. Legal officers may always. */
export interface OwnPrivacy {
  /** Whether administrators may, all considered. */
  readonly adminAccess: boolean
  /** Whether the person may decide. */
  readonly mayEdit: boolean
}

/** Raises HF_FORBIDDEN, HF_NOT_FOUND, HF_SELF_SERVICE_OFF. */
export async function readOwnPrivacy({ sql }: Control, actor: Actor): Promise<OwnPrivacy> {
  requirePermission(actor, 'own:read')
  const { person, profile } = await oneself(sql, actor)
  return { adminAccess: adminAccessAllowed(person, profile), mayEdit: profile.privacy.personMayEdit }
}

/**
 * Lets a person say whether administrators may reach the data, where the profile leaves it to people. Raises
 * HF_FORBIDDEN, HF_NOT_FOUND, HF_SELF_SERVICE_OFF, HF_PRIVACY_FIXED.
 */
export async function setOwnPrivacy(control: Control, actor: Actor, allow: boolean): Promise<OwnPrivacy> {
  requirePermission(actor, 'own:privacy')
  return control.sql.transaction().execute(async (transaction) => {
    const { person, profile } = await oneself(transaction, actor, 'change')
    if (!profile.privacy.personMayEdit) throw privacyErrors.HF_PRIVACY_FIXED()
    if (person.adminAccess !== allow) {
      await transaction
        .updateTable('person')
        .set({ adminAccess: allow, version: person.version + 1, updatedAt: now(control) })
        .where('id', '=', person.id)
        .execute()
      await recordAudit(control, transaction, actor, {
        action: 'privacy.changed',
        target: { kind: 'person', id: person.id },
        personId: person.id,
        details: { adminAccess: allow },
      })
    }
    return { adminAccess: allow, mayEdit: true }
  })
}

/** The person that the account is, with the profile. */
async function oneself(sql: Sql, actor: Actor, purpose: 'read' | 'change' = 'read') {
  const id = actor.personId
  let query = sql
    .selectFrom('person')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select(['person.id', 'person.adminAccess', 'person.version', 'profile.settings'])
    .where('person.id', '=', id ?? null)
    .where('person.state', '=', 'active')
  if (purpose === 'change') query = query.forUpdate('person')
  const row = await query.executeTakeFirst()
  if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'person', id: id ?? 'of this account' })
  const { settings, ...person } = row
  const profile = profileSettings.parse(settings)
  if (!profile.selfService.signIn) throw privacyErrors.HF_SELF_SERVICE_OFF({ use: 'sign-in' })
  return { person, profile }
}
