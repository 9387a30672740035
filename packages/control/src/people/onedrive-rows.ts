import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'

/** Marks people's OneDrives deleted; those that were deleted before keep their own time. */
export async function markDeleted(
  control: Control,
  transaction: Sql,
  people: readonly string[],
  purgeAt: Date,
): Promise<void> {
  const at = now(control)
  await transaction
    .updateTable('onedrive')
    .set((query) => ({
      state: 'deleted',
      stateBefore: query
        .case()
        .when('state', '=', 'enabled')
        .then('enabled' as const)
        .else('disabled' as const)
        .end(),
      nextSlotAt: null,
      deletedAt: at,
      purgeAt,
      updatedAt: at,
      version: query('version', '+', 1),
    }))
    .where('personId', 'in', people)
    .where('state', '<>', 'deleted')
    .execute()
}

/** Takes a delete back: the OneDrives are as they were before. `ids` are those of the OneDrives. */
export async function unmarkDeleted(
  control: Control,
  transaction: Sql,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await transaction
    .updateTable('onedrive')
    .set((query) => ({
      state: query.fn.coalesce('stateBefore', query.val('disabled' as const)),
      stateBefore: null,
      deletedAt: null,
      purgeAt: null,
      updatedAt: now(control),
      version: query('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
}

/**
 * Parts OneDrives from their vaults, which are to be destroyed at `destroyAt`; nothing of what was backed up is known any
 * more, and a next backup would be a full one. `ids` are those of the OneDrives.
 */
export async function forgetVaults(
  control: Control,
  transaction: Sql,
  ids: readonly string[],
  destroyAt: Date,
): Promise<void> {
  if (ids.length === 0) return
  await transaction
    .updateTable('vault')
    .set({ destroyAt })
    .where('id', 'in', (query) =>
      query
        .selectFrom('onedrive')
        .select('vaultId')
        .where('id', 'in', ids)
        .where('vaultId', 'is not', null)
        .$castTo<{ vaultId: string }>(),
    )
    .where('destroyAt', 'is', null)
    .execute()
  await transaction.deleteFrom('usageFact').where('onedriveId', 'in', ids).execute()
  await transaction
    .updateTable('onedrive')
    .set((query) => ({
      vaultId: null,
      driveId: null,
      stateBefore: null,
      firstStartedAt: null,
      nextSlotAt: null,
      lastStatus: 'never',
      lastAttemptAt: null,
      lastSuccessAt: null,
      lastErrorCode: null,
      lastError: null,
      items: 0,
      bytes: 0,
      purgeAt: null,
      updatedAt: now(control),
      version: query('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
}
