import type { Purpose } from '@holdfast/graph'
import { z } from 'zod'
import { type Actor, requirePermission } from '../../access/actor.ts'
import { plainText } from '../../access/plain-text.ts'
import { raiseAlert } from '../../alerts/raise-alert.ts'
import { resolveAlert } from '../../alerts/resolve-alert.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Sql } from '../../database/database.ts'
import { readMappingRules } from '../../directory/mapping-rules.ts'
import { parseInput } from '../../parse-input.ts'
import { type Connection, connectionSetting, loadConnection } from '../connection-setting.ts'
import { type ConnectionState, connectionState } from '../connection-state.ts'
import type { ConnectionControl } from '../microsoft-access.ts'
import { type Failure, fingerprintOf, type Look, storeLooks } from '../stored-state.ts'
import type { Finding } from './findings.ts'
import { verifyApplication } from './verify-application.ts'

export const verificationRequest = z.strictObject({
  /** Sign-in name or object id of somebody to try with; anybody when nothing is said. */
  testUser: plainText(320).min(1).optional(),
})

export type VerificationRequest = z.input<typeof verificationRequest>

export interface Verification {
  readonly findings: readonly Finding[]
  readonly state: ConnectionState
}

/**
 * Tries the connection as backups and restores use it: signs in, compares what is granted with what is needed, lists
 * people and looks into a OneDrive. A credential that waited and works takes the old one's place. Says what is wrong and
 * what to do about it, keeps how the connection stands, and raises or resolves `microsoft-365-not-connected`.
 * Needs `organisation:write`. Raises HF_FORBIDDEN, HF_INVALID, HF_CONFLICT (changed meanwhile).
 */
export async function verifyConnection(
  control: ConnectionControl,
  actor: Actor,
  request: VerificationRequest = {},
  { signal }: { signal?: AbortSignal } = {},
): Promise<Verification> {
  requirePermission(actor, 'organisation:write')
  const { testUser } = parseInput(verificationRequest, request)
  const before = await loadConnection(control.sql)
  const { backup, restore } = before.value
  const rules = await readMappingRules(control.sql)
  const use = {
    alsoRestores: restore === null,
    usesGroups: rules.some(({ condition }) => condition.kind === 'group'),
  }
  const first = await verifyApplication(control, actor, before, backup, {
    use: { ...use, purpose: 'backup' },
    testUser,
    signal,
  })
  const second =
    restore &&
    (await verifyApplication(control, actor, first.connection, restore, {
      use: { ...use, purpose: 'restore' },
      driveId: first.driveId,
      signal,
    }))
  const findings = [...first.findings, ...(second?.findings ?? [])]
  const { value: connection } = second?.connection ?? first.connection
  await control.sql.transaction().execute(async (transaction) => {
    await keepState(control, transaction, connection, findings)
    if (actor.kind !== 'system')
      await recordAudit(control, transaction, actor, {
        action: 'connection.verified',
        target: { kind: 'setting', id: connectionSetting.key },
        details: { failures: codesOf(findings, 'failed'), warnings: codesOf(findings, 'warning') },
      })
  })
  return { findings, state: await connectionState(control, control.sql) }
}

async function keepState(
  control: ConnectionControl,
  transaction: Sql,
  connection: Connection,
  findings: readonly Finding[],
): Promise<void> {
  const backup = failureIn(findings.filter(({ purpose }) => purpose === 'backup'))
  const restore =
    connection.restore === null
      ? (backup ?? failureOf(findings.find(({ code }) => code === 'restore-not-permitted')))
      : failureIn(findings.filter(({ purpose }) => purpose === 'restore'))
  const look = (purpose: Purpose, failure: Failure | null): Look => ({
    purpose,
    fingerprint: fingerprintOf(connection, purpose),
    failure,
  })
  const stored = await storeLooks(control, transaction, [look('backup', backup), look('restore', restore)])
  await tell(control, transaction, 'backup', stored.backup.failure)
  // Where one application does both, its failure was told already, and that it may only read may well be wanted.
  await tell(control, transaction, 'restore', connection.restore && stored.restore.failure)
}

async function tell(
  control: ConnectionControl,
  transaction: Sql,
  purpose: Purpose,
  failure: Failure | null,
): Promise<void> {
  const alert = { kind: 'microsoft-365-not-connected', subject: purpose } as const
  if (failure === null || failure.code === 'not-configured')
    return await resolveAlert(control, transaction, alert)
  const reason = purpose === 'restore' ? `for restores: ${failure.reason}` : failure.reason
  await raiseAlert(control, transaction, { ...alert, details: { reason, code: failure.code } })
}

function failureIn(findings: readonly Finding[]): Failure | null {
  return failureOf(findings.find(({ outcome }) => outcome === 'failed'))
}

function failureOf(finding: Finding | undefined): Failure | null {
  return finding ? { code: finding.code, reason: finding.message.replace(/\.$/, '') } : null
}

function codesOf(findings: readonly Finding[], outcome: Finding['outcome']): readonly string[] {
  return findings.filter((finding) => finding.outcome === outcome).map(({ code }) => code)
}
