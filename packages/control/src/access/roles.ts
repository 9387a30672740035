/** What somebody may do. Checked at the route and, with the profiles a role is limited to, in the query. */
export const PERMISSIONS = [
  /** Connection, storage, licences, exclusions for all, mail: the organisation's settings. */
  'organisation:read',
  'organisation:write',
  /** Administrators, their roles and tokens. */
  'accounts:read',
  'accounts:write',
  'people:read',
  'people:write',
  /** Deleting people, profiles and OneDrives: destroys backups after the rollback window. */
  'people:delete',
  'profiles:read',
  'profiles:write',
  /** Switching a person's OneDrive on and off. */
  'onedrives:write',
  'backups:run',
  'jobs:read',
  'jobs:cancel',
  /** Names and contents in a person's backup, within the bounds of that person's privacy. */
  'data:read',
  'data:restore',
  /** The same whatever the privacy setting says; each use is audited. */
  'data:override-privacy',
  'alerts:read',
  'alerts:write',
  'audit:read',
  'reports:read',
  /** Sending reports by mail, once or on a schedule. */
  'reports:write',
  /** A person's own backup. */
  'own:read',
  'own:backup',
  'own:restore',
  'own:privacy',
] as const

export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
  'person',
] as const

export type Role = (typeof ROLES)[number]

const OWN: readonly Permission[] = ['own:read', 'own:backup', 'own:restore', 'own:privacy']

/** Deny by default: a role can do what stands here. */
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  'cloud-administrator': PERMISSIONS.filter(
    (permission) => permission !== 'data:override-privacy' && !permission.startsWith('own:'),
  ),
  'profile-administrator': [
    'people:read',
    'people:write',
    'people:delete',
    'profiles:read',
    'profiles:write',
    'onedrives:write',
    'backups:run',
    'jobs:read',
    'jobs:cancel',
    'data:read',
    'data:restore',
    'alerts:read',
    'reports:read',
    'reports:write',
  ],
  'help-desk': [
    'people:read',
    'profiles:read',
    'backups:run',
    'jobs:read',
    'jobs:cancel',
    'data:read',
    'data:restore',
    'alerts:read',
  ],
  'legal-officer': [
    'people:read',
    'profiles:read',
    'jobs:read',
    'data:read',
    'data:restore',
    'data:override-privacy',
    'audit:read',
    'reports:read',
  ],
  auditor: [
    'organisation:read',
    'accounts:read',
    'people:read',
    'profiles:read',
    'jobs:read',
    'alerts:read',
    'audit:read',
    'reports:read',
  ],
  person: OWN,
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(GRANTS[role])
}
