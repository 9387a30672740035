import type { Row } from '../database/tables.ts'

/** An account as others see it: nothing of what it signs in with. */
export interface AccountView {
  readonly id: string
  readonly role: string
  /** Profiles that the role is limited to; null for all. */
  readonly profiles: readonly string[] | null
  readonly personId: string | null
  readonly email: string
  readonly name: string
  readonly state: 'invited' | 'active' | 'disabled'
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  /** Signs in with the organisation. */
  readonly isOfOrganisation: boolean
  readonly lockedUntil: Date | null
  readonly lastSignInAt: Date | null
  readonly version: number
  readonly createdAt: Date
}

export function accountView(row: Row<'account'>): AccountView {
  const { id, role, profiles, personId, email, name, state, lockedUntil, lastSignInAt, version, createdAt } =
    row
  return {
    id,
    role,
    profiles,
    personId,
    email,
    name,
    state,
    hasPassword: row.passwordHash !== null,
    hasSecondFactor: row.totpSecret !== null,
    isOfOrganisation: row.subject !== null,
    lockedUntil,
    lastSignInAt,
    version,
    createdAt,
  }
}
