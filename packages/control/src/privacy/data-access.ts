import { type Actor, may } from '../access/actor.ts'
import type { OneDriveState, PersonState } from '../database/tables.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import { adminAccessAllowed } from './effective-privacy.ts'

export const DATA_USES = [
  /** Names of files in job logs and in the audit trail: no backup is touched. */
  'names',
  /** Folders and names in a backup, and finding by name. */
  'browse',
  /** Content to whoever asks. */
  'download',
  /** Into the person's own OneDrive. */
  'restore',
  /** Into another person's OneDrive, or a directory. */
  'restore-elsewhere',
] as const

export type DataUse = (typeof DATA_USES)[number]

export interface DataPerson {
  readonly id: string
  readonly profileId: string
  readonly state: PersonState
  /** The person's own word; null while none was said. */
  readonly adminAccess: boolean | null
}

export type DataProfile = Pick<ProfileSettings, 'privacy' | 'selfService'>

export interface DataCircumstances {
  readonly onedrive?: OneDriveState | undefined
  /** Of the snapshot that the data is taken from. */
  readonly quarantined?: boolean | undefined
}

export type DataDenial =
  /** Another person, or one of a profile that the role is not for: does not exist for this actor. */
  | 'outside-scope'
  /** The role, or the token's scopes. */
  | 'role'
  | 'self-service'
  | 'privacy'
  | 'person-deleted'
  | 'person-preserved'
  | 'onedrive-deleted'
  | 'onedrive-disabled'
  | 'quarantined'

export type DataAccess =
  | {
      readonly allowed: true
      readonly as: 'self' | 'administrator' | 'system'
      /** Allowed against the privacy setting, to a legal officer: each such use is to be audited. */
      readonly overridesPrivacy: boolean
    }
  | { readonly allowed: false; readonly reason: DataDenial }

/** Whether somebody may reach a person's data, by role, privacy and the state of things; `profile` is the person's. */
export function dataAccess(
  person: DataPerson,
  profile: DataProfile,
  actor: Actor,
  use: DataUse,
  circumstances: DataCircumstances = {},
): DataAccess {
  const access = accessOf(person, profile, actor, use)
  if (!access.allowed) return access
  const obstacle = obstacleTo(use, person, actor, circumstances)
  return obstacle ? { allowed: false, reason: obstacle } : access
}

function accessOf(person: DataPerson, profile: DataProfile, actor: Actor, use: DataUse): DataAccess {
  if (actor.kind === 'system') return { allowed: true, as: 'system', overridesPrivacy: false }
  const isSelf = actor.personId === person.id
  if (actor.role === 'person') return isSelf ? ownAccess(profile, actor, use) : denied('outside-scope')
  if (actor.profiles && !actor.profiles.includes(person.profileId)) return denied('outside-scope')
  if (!mayAsAdministrator(actor, use)) return denied('role')
  const isOpen = isSelf || adminAccessAllowed(person, profile)
  if (!isOpen && !may(actor, 'data:override-privacy')) return denied('privacy')
  return { allowed: true, as: isSelf ? 'self' : 'administrator', overridesPrivacy: !isOpen }
}

function ownAccess({ selfService }: DataProfile, actor: Actor, use: DataUse): DataAccess {
  const isReading = use === 'names' || use === 'browse'
  if (!may(actor, isReading ? 'own:read' : 'own:restore')) return denied('role')
  // Putting data somewhere else than into one's own OneDrive is an administrator's work.
  if (use === 'restore-elsewhere') return denied('role')
  const isOn =
    selfService.signIn && (isReading || (use === 'download' ? selfService.download : selfService.restore))
  return isOn ? { allowed: true, as: 'self', overridesPrivacy: false } : denied('self-service')
}

function mayAsAdministrator(actor: Actor, use: DataUse): boolean {
  if (use === 'names' || use === 'browse') return may(actor, 'data:read')
  if (use === 'download' && !may(actor, 'data:read')) return false
  return may(actor, 'data:restore')
}

/** What stands in the way of everybody, legal officers too: they are exempt from privacy alone. */
function obstacleTo(
  use: DataUse,
  { state }: DataPerson,
  { role }: Actor,
  { onedrive, quarantined }: DataCircumstances,
): DataDenial | undefined {
  // Whoever left the organisation leaves the portal, too.
  if (role === 'person' && state === 'preserved') return 'person-preserved'
  if (role === 'person' && state === 'deleted') return 'person-deleted'
  if (use === 'names') return undefined
  if (state === 'deleted') return 'person-deleted'
  if (onedrive === 'deleted') return 'onedrive-deleted'
  if (use === 'browse') return undefined
  if (onedrive === 'disabled') return 'onedrive-disabled'
  if (quarantined) return 'quarantined'
  return use === 'restore' && state === 'preserved' ? 'person-preserved' : undefined
}

function denied(reason: DataDenial): DataAccess {
  return { allowed: false, reason }
}
