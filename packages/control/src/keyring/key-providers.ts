import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { keyringErrors } from './errors.ts'
import { type KmsSettings, kmsSettings } from './kms-settings.ts'

export const providerChange = z.strictObject({ name: z.string().trim().min(1).max(100) })

/** How a key provider stands, as the server that talks with it knows. */
export interface ProviderConnection {
  readonly isConnected: boolean
  /** Since when it is connected; null where it is not. */
  readonly since: Date | null
  /** Why it cannot be asked; null where it can. */
  readonly problem: string | null
  /** Whether it runs in the server's own process, with its key in the data directory. */
  readonly isLocal: boolean
}

/** A key provider as it is shown. */
export interface ProviderView extends ProviderConnection {
  readonly id: string
  readonly kind: Row<'keyProvider'>['kind']
  readonly name: string
  readonly personId: string | null
  readonly createdAt: Date
  readonly seenAt: Date | null
  /** Where a key management service is, and which key of it; null for all others. */
  readonly service: KmsSettings | null
  /** Vaults whose key it holds, of those that it is to hold. */
  readonly vaults: number
  readonly of: number
}

/** Those that are asked, and sealed for, in the order in which they came. */
export async function activeProviders(sql: Sql): Promise<Row<'keyProvider'>[]> {
  return await sql
    .selectFrom('keyProvider')
    .selectAll()
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** Needs `organisation:read`. */
export async function listProviders(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
  connectionOf: (providerId: string) => ProviderConnection,
): Promise<readonly ProviderView[]> {
  requirePermission(actor, 'organisation:read')
  const held = await sql
    .selectFrom('keySlot')
    .select((query) => ['providerId', query.fn.countAll<number>().as('vaults')])
    .where('purpose', '=', 'ekey')
    .groupBy('providerId')
    .execute()
  const vaults = new Map(held.map((row) => [row.providerId, row.vaults]))
  const wanted = await sql
    .selectFrom('vault')
    .leftJoin('onedrive', 'onedrive.vaultId', 'vault.id')
    .select((query) => ['onedrive.personId', query.fn.countAll<number>().as('count')])
    .where('vault.repositoryId', 'is not', null)
    .where('vault.destroyedAt', 'is', null)
    .groupBy('onedrive.personId')
    .execute()
  const all = wanted.reduce((sum, { count }) => sum + count, 0)
  const providers = await activeProviders(sql)
  return providers.map(({ id, kind, name, personId, settings, createdAt, seenAt }) => ({
    id,
    kind,
    name,
    personId,
    createdAt,
    seenAt,
    ...connectionOf(id),
    service: kind === 'kms' ? kmsSettings.parse(settings) : null,
    vaults: vaults.get(id) ?? 0,
    of: personId === null ? all : (wanted.find((row) => row.personId === personId)?.count ?? 0),
  }))
}

/** Needs `organisation:write`. Raises HF_NOT_FOUND, HF_INVALID. */
export async function renameProvider(
  control: Control,
  actor: Actor,
  id: string,
  input: z.input<typeof providerChange>,
): Promise<void> {
  requirePermission(actor, 'organisation:write')
  const { name } = parseInput(providerChange, input)
  await control.sql.transaction().execute(async (transaction) => {
    const before = await requireProvider(transaction, id)
    await transaction.updateTable('keyProvider').set({ name }).where('id', '=', id).execute()
    await recordAudit(control, transaction, actor, {
      action: 'key-provider.renamed',
      target: { kind: 'key-provider', id },
      details: { from: before.name, to: name },
    })
  })
}

/**
 * From now on it is neither asked nor sealed for; its slots are destroyed when each vault is next opened. Never one that
 * alone holds the key of a vault. Needs `organisation:write`. Raises HF_NOT_FOUND, HF_LAST_KEY_PROVIDER.
 */
export async function removeProvider(control: Control, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'organisation:write')
  await control.sql.transaction().execute(async (transaction) => {
    const { name, personId } = await requireProvider(transaction, id)
    const vaults = await heldByNobodyElse(transaction, id)
    const providers = await activeProviders(transaction)
    const isLast = personId === null && providers.filter((one) => one.personId === null).length === 1
    if (vaults > 0 || isLast) throw keyringErrors.HF_LAST_KEY_PROVIDER({ provider: name, vaults })
    await transaction
      .updateTable('keyProvider')
      .set({ removedAt: now(control) })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'key-provider.removed',
      target: { kind: 'key-provider', id },
      ...(personId !== null && { personId }),
      details: { name },
    })
  })
}

/** Vaults in use whose key no other active provider has, so that they would be lost but for the recovery kit. */
async function heldByNobodyElse(transaction: Sql, id: string): Promise<number> {
  const { count } = await transaction
    .selectFrom('keySlot')
    .innerJoin('vault', 'vault.id', 'keySlot.vaultId')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('keySlot.providerId', '=', id)
    .where('keySlot.purpose', '=', 'ekey')
    .where('vault.destroyedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('keySlot as other')
            .innerJoin('keyProvider', 'keyProvider.id', 'other.providerId')
            .select('other.id')
            .whereRef('other.vaultId', '=', 'keySlot.vaultId')
            .where('other.purpose', '=', 'ekey')
            .where('other.providerId', '<>', id)
            // A device is its person's alone, and often away.
            .where('keyProvider.personId', 'is', null)
            .where('keyProvider.removedAt', 'is', null),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return count
}

async function requireProvider(sql: Sql, id: string): Promise<Row<'keyProvider'>> {
  const row = z.uuid().safeParse(id).success
    ? await sql
        .selectFrom('keyProvider')
        .selectAll()
        .where('id', '=', id)
        .where('removedAt', 'is', null)
        .executeTakeFirst()
    : undefined
  if (!row) throw controlErrors.HF_NOT_FOUND({ what: 'key provider', id })
  return row
}
