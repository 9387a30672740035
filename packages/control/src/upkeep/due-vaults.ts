import { sql as raw } from 'kysely'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'

/**
 * The vaults whose time for retention or for a check has come, longest overdue first, kept from other servers until the
 * transaction ends. Left out are those that something is done with: what is not done now is due the next time.
 */
export async function dueVaults(
  control: Control,
  transaction: Sql,
  due: 'retentionAt' | 'checkAt',
  limit: number,
) {
  const at = now(control)
  return await transaction
    .selectFrom('vault')
    .innerJoin('onedrive', 'onedrive.vaultId', 'vault.id')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select([
      'vault.id as vaultId',
      'vault.pruneWanted',
      'vault.prunedAt',
      'onedrive.id as onedriveId',
      'person.id as personId',
      'profile.settings',
    ])
    .where((row) => row.or([row(`vault.${due}`, 'is', null), row(`vault.${due}`, '<=', at)]))
    .where('vault.destroyAt', 'is', null)
    .where('vault.destroyedAt', 'is', null)
    .where('vault.repositoryId', 'is not', null)
    .where('onedrive.state', '<>', 'deleted')
    .where('person.state', 'in', ['active', 'preserved'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('job')
            .select('job.id')
            .where('job.state', 'in', ['queued', 'running'])
            .where((row) =>
              row.or([
                row.and([row('job.kind', '=', 'backup'), row('job.onedriveId', '=', row.ref('onedrive.id'))]),
                row.and([
                  row('job.kind', 'in', ['retention', 'check', 'destroy-vault']),
                  row(raw`job.request ->> 'vaultId'`, '=', raw`vault.id::text`),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy(`vault.${due}`, (order) => order.asc().nullsFirst())
    .orderBy(raw`md5(vault.id::text)`)
    .limit(limit)
    .forUpdate('vault')
    .skipLocked()
    .execute()
}

export type DueVault = Awaited<ReturnType<typeof dueVaults>>[number]

/** Sets when vaults are due next. */
export async function planVaults(
  transaction: Sql,
  due: 'retentionAt' | 'checkAt',
  planned: readonly { readonly id: string; readonly at: Date }[],
): Promise<void> {
  if (planned.length === 0) return
  const column = due === 'retentionAt' ? raw`retention_at` : raw`check_at`
  await raw`
    update vault set ${column} = planned.at
    from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb) as planned (id uuid, at timestamptz)
    where vault.id = planned.id`.execute(transaction)
}
