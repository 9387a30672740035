import type { Me } from '../../api/me.ts'

export type Role = NonNullable<Me['role']>

/** Every role, the mightiest first. */
export const ROLES: readonly Role[] = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
  'person',
]

/** Roles of those who look after others. */
export const STAFF = ROLES.filter((role) => role !== 'person') as readonly Exclude<Role, 'person'>[]

/** Whether a role can, must or cannot be limited to some profiles. */
export const LIMITS: Readonly<Record<Role, 'never' | 'may' | 'must'>> = {
  'cloud-administrator': 'never',
  'profile-administrator': 'must',
  'help-desk': 'may',
  'legal-officer': 'may',
  auditor: 'may',
  person: 'never',
}
