import { systemActor } from '../access/actor.ts'
import { resolveWhere } from '../alerts/resolve-alert.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import { vaultErrors } from '../vaults/errors.ts'
import { upkeepSubject } from './upkeep-ended.ts'
import { type UpkeepServices, vaultIdOf } from './upkeep-target.ts'

const actor = systemActor('purge')

/** What a job of the kind `destroy-vault` did. */
export interface DestroyResult {
  readonly outcome: 'destroyed'
  /** Removed by this run; an earlier one that was killed may have removed others. */
  readonly files: number
  readonly bytes: number
}

/**
 * Destroys a vault that nobody needs any more: its keys first, then everything else. Refuses, with HF_VAULT_KEPT, while a
 * OneDrive refers to it or its time has not come. Begun again after a kill it goes on.
 */
export function destroyVaultJob({ control, vaults }: UpkeepServices): JobHandler {
  return async (run) => {
    const vaultId = vaultIdOf(run.job)
    const vault = await requireUnneeded(control, vaultId)
    if (vault.destroyedAt !== null) return destroyed({ files: 0, bytes: 0 })
    const { files, bytes } = await vaults.erase(vaultId, {
      signal: run.signal,
      onProgress: (erased) => run.progress({ phase: 'destroying', ...erased }),
    })
    return destroyed({ files, bytes }, (transaction) => markDestroyed(control, transaction, vault))
  }
}

function destroyed(
  erased: { readonly files: number; readonly bytes: number },
  commit?: JobOutcome['commit'],
): JobOutcome {
  const result: DestroyResult = { outcome: 'destroyed', ...erased }
  return { state: 'succeeded', result, ...(commit && { commit }) }
}

async function requireUnneeded(control: Control, vaultId: string): Promise<Row<'vault'>> {
  const { sql } = control
  const vault = await sql.selectFrom('vault').selectAll().where('id', '=', vaultId).executeTakeFirst()
  if (!vault) throw controlErrors.HF_NOT_FOUND({ what: 'vault', id: vaultId })
  const kept = (reason: string): Error => vaultErrors.HF_VAULT_KEPT({ vault: vaultId, reason })
  if (vault.destroyAt === null) throw kept('nobody has given it up')
  if (vault.destroyAt > now(control)) throw kept('the rollback window is not over yet')
  const user = await sql.selectFrom('onedrive').select('id').where('vaultId', '=', vaultId).executeTakeFirst()
  if (user) throw kept(`the OneDrive ${user.id} refers to it`)
  return vault
}

async function markDestroyed(control: Control, transaction: Sql, vault: Row<'vault'>): Promise<void> {
  await transaction
    .updateTable('vault')
    .set({ destroyedAt: now(control), storedBytes: 0, pruneWanted: false })
    .where('id', '=', vault.id)
    .execute()
  const { numDeletedRows } = await transaction
    .deleteFrom('snapshot')
    .where('vaultId', '=', vault.id)
    .executeTakeFirst()
  await resolveWhere(control, transaction, (query) =>
    query.where((row) =>
      row.or([
        row.and([row('kind', '=', 'vault-damaged'), row('subject', '=', vault.id)]),
        row.and([
          row('kind', '=', 'upkeep-failed'),
          row('subject', 'in', [upkeepSubject('retention', vault.id), upkeepSubject('check', vault.id)]),
        ]),
      ]),
    ),
  )
  await recordAudit(control, transaction, actor, {
    action: 'vault.destroyed',
    target: { kind: 'vault', id: vault.id },
    details: { path: vault.path, snapshots: Number(numDeletedRows), bytes: vault.storedBytes },
  })
}
