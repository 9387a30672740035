import type { Actor } from '../access/actor.ts'
import type { AuditEntry } from '../audit/audit-event.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import type { DataUse } from '../privacy/data-access.ts'
import { type PersonForData, requireDataAccess } from '../privacy/require-data-access.ts'
import { browseErrors } from './errors.ts'
import type { SnapshotSource } from './open-vaults.ts'

export interface BrowseServices {
  readonly control: Control
  readonly openVaults: SnapshotSource
}

/** Somebody's data, to whoever may use it in a certain way. */
export interface DataOf extends PersonForData {
  readonly vaultId: string
}

/**
 * The data of a person, where the actor may use it so; a download, and any use against the person's privacy setting, goes into
 * the audit trail with what it was for. Raises what requireDataAccess raises, HF_NO_BACKUP.
 */
export async function dataOf(
  { control }: Pick<BrowseServices, 'control'>,
  actor: Actor,
  personId: string,
  use: DataUse,
  purpose: Pick<AuditEntry, 'action' | 'details' | 'privateDetails'>,
): Promise<DataOf> {
  const found = await requireDataAccess(control.sql, actor, personId, use)
  const { overridesPrivacy } = found.access
  if (overridesPrivacy || use === 'download') {
    await control.sql.transaction().execute(async (transaction) => {
      await recordAudit(control, transaction, actor, {
        ...purpose,
        target: { kind: 'person', id: personId },
        personId,
        details: { ...purpose.details, ...(overridesPrivacy && { overridesPrivacy }) },
      })
    })
  }
  const vaultId = await vaultOf(control.sql, personId)
  if (vaultId === undefined) throw browseErrors.HF_NO_BACKUP({ name: found.person.displayName })
  return { ...found, vaultId }
}

async function vaultOf(sql: Sql, personId: string): Promise<string | undefined> {
  const row = await sql
    .selectFrom('onedrive')
    .select('vaultId')
    .where('personId', '=', personId)
    .executeTakeFirst()
  return row?.vaultId ?? undefined
}

export interface SnapshotRow {
  readonly id: string
  readonly takenAt: Date
}

/** A snapshot by its id or `latest`. Raises HF_NOT_FOUND for one of another vault, HF_NO_BACKUP. */
export async function findSnapshot(
  sql: Sql,
  { vaultId, person }: { readonly vaultId: string; readonly person: { readonly displayName: string } },
  snapshotId: string,
): Promise<SnapshotRow> {
  let query = sql
    .selectFrom('snapshot')
    .select(['id', 'takenAt'])
    .where('vaultId', '=', vaultId)
    .where('forgottenAt', 'is', null)
    .orderBy('takenAt', 'desc')
    .limit(1)
  if (snapshotId !== 'latest') query = query.where('id', '=', snapshotId)
  const row = await query.executeTakeFirst()
  if (row) return row
  if (snapshotId === 'latest') throw browseErrors.HF_NO_BACKUP({ name: person.displayName })
  throw controlErrors.HF_NOT_FOUND({ what: 'snapshot', id: snapshotId })
}
