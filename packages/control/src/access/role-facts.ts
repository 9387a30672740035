import { scopeFault } from './account-administration.ts'
import { type Permission, permissionsOf, ROLES, type Role } from './roles.ts'

export interface RoleFacts {
  readonly role: Role
  readonly permissions: readonly Permission[]
  /** Whether the role can, must or cannot be limited to some profiles. */
  readonly limit: 'never' | 'may' | 'must'
}

/** What each role may do, as it is checked. */
export function roleFacts(): readonly RoleFacts[] {
  return ROLES.map((role) => ({
    role,
    permissions: [...permissionsOf(role)],
    limit:
      scopeFault(role, null) !== undefined
        ? 'must'
        : scopeFault(role, ['any']) !== undefined
          ? 'never'
          : 'may',
  }))
}
