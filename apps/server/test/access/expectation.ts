import type { Role } from '@holdfast/control'

export type Asker = Role | 'nobody'

/** Who may use a route, spelled out: it is not taken from what the route says of itself. */
export interface Expectation {
  readonly allowed: readonly Asker[]
  /** An address of the route; what it names need not be there. */
  readonly url: string
  readonly body?: unknown
}

/** By the route's id. */
export type Expectations = Readonly<Record<string, Expectation>>

export const ANY_ID = '11111111-1111-4111-8111-111111111111'
export const ANYBODY_SIGNED_IN: readonly Role[] = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
  'person',
]
export const ANYBODY: readonly Asker[] = ['nobody', ...ANYBODY_SIGNED_IN]
