import { clockSkew, type GraphConnection, type Purpose, tokenRoles } from '@holdfast/graph'
import type { Actor } from '../../access/actor.ts'
import type { Stored } from '../../settings/stored-setting.ts'
import { type Connection, missingOf, type Registration } from '../connection-setting.ts'
import { editRegistration } from '../edit-registration.ts'
import type { ConnectionControl } from '../microsoft-access.ts'
import { clientFor } from '../open-graph-client.ts'
import { type Finding, finding } from './findings.ts'
import { judgePermissions, type PermissionsInUse } from './judge-permissions.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { type Reading, type ReadingOptions, tryReaching, tryReading } from './try-reading.ts'

/** Seconds: from five minutes on Microsoft refuses what is signed here. */
const TOLERATED_SKEW = 60

export interface ApplicationTrial extends ReadingOptions {
  readonly use: PermissionsInUse
  /** For an application that restores: a OneDrive to try with. */
  readonly driveId?: string | undefined
}

export interface VerifiedApplication extends Reading {
  /** As it stands now: a new credential that works has taken the old one's place. */
  readonly connection: Stored<Connection>
}

/** Verifies one application of the connection. Raises HF_CONFLICT when a new credential works and settings were changed meanwhile. */
export async function verifyApplication(
  control: ConnectionControl,
  actor: Actor,
  connection: Stored<Connection>,
  registration: Registration,
  trial: ApplicationTrial,
): Promise<VerifiedApplication> {
  const { use, signal } = trial
  const { purpose } = use
  const missing = missingOf(connection.value, purpose)
  if (missing.length > 0) {
    const notConfigured = finding(purpose, 'not-configured', { missing: missing.join(', ') })
    return { findings: [notConfigured], connection }
  }
  const { findings, signedIn } = await signIn(control, connection.value, purpose, registration, signal)
  if (!signedIn) return { findings, connection }
  const { credential, target, tokens, token } = signedIn
  const present =
    credential === registration.next
      ? await promote(control, actor, connection, purpose, signedIn)
      : connection
  // Clients that are open go on with the credential and the permissions that were just found to work.
  control.microsoft.tokensOf(target, credential.id, tokens)
  const roles = tokenRoles(token)
  const reading = await tryCalls(control, present.value, trial, signedIn)
  return {
    ...reading,
    findings: [
      ...findings,
      ...(await judgeClock(control, target, purpose, signal)),
      ...(roles ? judgePermissions(roles, use) : [finding(purpose, 'roles-unreadable')]),
      ...reading.findings,
    ],
    connection: present,
  }
}

async function promote(
  control: ConnectionControl,
  actor: Actor,
  { value, version }: Stored<Connection>,
  purpose: Purpose,
  { credential }: SignedIn,
): Promise<Stored<Connection>> {
  return await editRegistration(control, actor, {
    purpose,
    version,
    action: 'connection.credential-renewed',
    details: { kind: credential.kind, expiresAt: credential.expiresAt },
    edit: (registration) => ({ ...registration, current: credential, next: null }),
  }).then((written) => ({
    value: { ...value, [purpose]: { ...value[purpose], current: credential, next: null } },
    version: written.version,
  }))
}

async function tryCalls(
  control: ConnectionControl,
  connection: Connection,
  trial: ApplicationTrial,
  { target, tokens }: SignedIn,
): Promise<Reading> {
  const { purpose } = trial.use
  await using client = await clientFor(control, purpose, connection, target, tokens)
  if (purpose === 'backup') return await tryReading(client, trial)
  const { driveId } = trial
  return { findings: driveId === undefined ? [] : [await tryReaching(client, driveId, trial)] }
}

async function judgeClock(
  { clock }: ConnectionControl,
  target: GraphConnection,
  purpose: Purpose,
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  const skew = await clockSkew(target, { clock, ...(signal && { signal }) })
  const seconds = Math.round((skew ?? 0) / 1_000)
  if (purpose === 'restore' || Math.abs(seconds) <= TOLERATED_SKEW) return []
  const direction = seconds > 0 ? 'ahead of' : 'behind'
  return [finding(purpose, 'clock-off', { seconds: Math.abs(seconds), direction })]
}
