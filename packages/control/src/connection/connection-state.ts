import type { Purpose } from '@holdfast/graph'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { type Connection, loadConnection, missingOf, registrationFor } from './connection-setting.ts'
import { type CredentialExpiry, credentialExpiries } from './credential-expiries.ts'
import { fingerprintOf, loadState, type StoredState } from './stored-state.ts'

/** Whether a purpose can be served. Times are RFC 3339. */
export type PurposeState =
  | { readonly state: 'not-configured'; readonly missing: readonly string[] }
  /** `code` is a finding's or `not-verified`; `since` is null where nobody looked yet. */
  | {
      readonly state: 'not-connected'
      readonly code: string
      readonly reason: string
      readonly since: string | null
    }
  | { readonly state: 'connected'; readonly since: string; readonly verifiedAt: string }

export interface ConnectionState {
  readonly backup: PurposeState
  /** Of the application that restores, be it the same one or not. */
  readonly restore: PurposeState
  readonly expiries: readonly CredentialExpiry[]
}

/** How the connection to Microsoft 365 stands, by what was last seen of it; asks nothing of Microsoft. */
export async function connectionState(control: Pick<Control, 'clock'>, sql: Sql): Promise<ConnectionState> {
  const { value: connection } = await loadConnection(sql)
  const stored = await loadState(sql)
  const of = (purpose: Purpose) => stateOf(control, connection, stored, purpose)
  return { backup: of('backup'), restore: of('restore'), expiries: credentialExpiries(connection) }
}

function stateOf(
  { clock }: Pick<Control, 'clock'>,
  connection: Connection,
  stored: StoredState,
  purpose: Purpose,
): PurposeState {
  const missing = missingOf(connection, purpose)
  if (missing.length > 0) return { state: 'not-configured', missing }
  const { current } = registrationFor(connection, purpose)
  if (current?.expiresAt && Date.parse(current.expiresAt) <= clock.now())
    return {
      state: 'not-connected',
      code: `${current.kind}-expired`,
      reason: `The ${current.kind} has expired`,
      since: current.expiresAt,
    }
  const { fingerprint, since, verifiedAt, failure } = stored[purpose]
  if (fingerprint !== fingerprintOf(connection, purpose) || verifiedAt === null)
    return { state: 'not-connected', code: 'not-verified', reason: 'It was not verified yet', since: null }
  if (failure) return { state: 'not-connected', ...failure, since }
  return { state: 'connected', since: since ?? verifiedAt, verifiedAt }
}
