import { raiseAlert } from '../alerts/raise-alert.ts'
import { resolveAlert } from '../alerts/resolve-alert.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'

const WHAT: Readonly<Record<string, string>> = {
  retention: 'Retention',
  check: 'The check',
  'destroy-vault': 'The destruction',
}

/** What the alert about failing upkeep of a vault is about. */
export function upkeepSubject(kind: string, vaultId: string): string {
  return `${kind} ${vaultId}`
}

/** Raises or ends the alert of a job that keeps a vault in order, in the transaction that ends the job. */
export async function upkeepEnded(control: Control, transaction: Sql, job: Row<'job'>): Promise<void> {
  const what = WHAT[job.kind]
  const { vaultId } = job.request as { vaultId?: unknown }
  if (what === undefined || typeof vaultId !== 'string' || job.state === 'cancelled') return
  const subject = upkeepSubject(job.kind, vaultId)
  if (job.state !== 'failed') {
    await resolveAlert(control, transaction, { kind: 'upkeep-failed', subject })
    return
  }
  const person = await transaction
    .selectFrom('person')
    .select('displayName')
    .where('id', '=', job.personId ?? NOBODY)
    .executeTakeFirst()
  await raiseAlert(control, transaction, {
    kind: 'upkeep-failed',
    subject,
    details: {
      what,
      person: person?.displayName ?? 'a deleted person',
      ...(job.personId !== null && { personId: job.personId }),
      vault: vaultId,
      code: job.errorCode ?? 'HF_UNEXPECTED',
    },
  })
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
