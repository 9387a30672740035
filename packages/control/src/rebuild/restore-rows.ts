import type { Actor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { lockPeople } from '../people/lock-people.ts'
import { newOneDrive } from '../people/person-rows.ts'
import { reconcileSnapshots } from '../upkeep/reconcile-snapshots.ts'
import { firstTimes } from '../upkeep/upkeep-times.ts'
import type { VaultSnapshots } from '../upkeep/vault-snapshots.ts'
import { findOwner } from './find-owner.ts'
import type { RecoveredState } from './recovered-state.ts'

/** A vault as it was found in a storage. */
export interface FoundVault {
  readonly vaultId: string
  readonly storageId: string
  readonly path: string
  readonly repositoryId: string
  readonly storedBytes: number
  readonly stored: VaultSnapshots
  readonly state: RecoveredState
}

/** Why a vault that can be read is nobody's. */
export type Unattached =
  /** Its person is deleted, or their OneDrive is. */
  | 'deleted'
  /** The person's OneDrive has a vault with newer backups, or one that a job is at work on. */
  | 'superseded'
  /** The database has this vault in another place. */
  | 'elsewhere'
  /** It is to be destroyed. */
  | 'given-up'

export interface RestoredRows {
  readonly newVault: boolean
  readonly newPerson: boolean
  /** Rows of snapshots that were not there. */
  readonly snapshots: number
  /** The OneDrive that the vault became part of by this; absent where it was before. */
  readonly attachedTo?: string
  readonly unattached?: Unattached
  /** The path of a vault with older backups that was the OneDrive's before. */
  readonly replaced?: string
}

/**
 * Makes what the database knows of a vault what the storage says, in one transaction. Rows that are there stay as they are.
 * People who are not there are preserved as the directory preserves those who left it: everything can be seen and restored,
 * nothing is backed up, and the next synchronisation brings back those whom the directory knows.
 */
export async function restoreRows(
  control: Control,
  transaction: Sql,
  actor: Actor,
  found: FoundVault,
  profileId: string,
): Promise<RestoredRows> {
  await lockPeople(transaction)
  const { newVault, unattached } = await restoreVault(control, transaction, found)
  const none = { newVault, newPerson: false, snapshots: 0 }
  if (unattached) return { ...none, unattached }
  const { found: snapshots } = await reconcileSnapshots(control, transaction, found.vaultId, found.stored)
  const known = await transaction
    .selectFrom('onedrive')
    .select('id')
    .where('vaultId', '=', found.vaultId)
    .executeTakeFirst()
  if (known) return { ...none, snapshots }
  const owner = await findOwner(transaction, found.state)
  const person = owner ?? (await addPerson(control, transaction, found.state, profileId))
  const attached = await attach(control, transaction, found, person)
  if ('unattached' in attached) return { ...none, snapshots, ...attached }
  const { onedriveId, replaced } = attached
  await recordAudit(control, transaction, actor, {
    action: owner ? 'onedrive.recovered' : 'person.recovered',
    target: owner ? { kind: 'onedrive', id: onedriveId } : { kind: 'person', id: person.id },
    personId: person.id,
    details: {
      principalName: person.principalName,
      vault: found.vaultId,
      snapshots: found.stored.backups.length,
    },
  })
  return {
    newVault,
    newPerson: owner === undefined,
    snapshots,
    attachedTo: onedriveId,
    ...(replaced !== undefined && { replaced }),
  }
}

async function restoreVault(
  control: Control,
  transaction: Sql,
  { vaultId, storageId, path, repositoryId, storedBytes, state, stored }: FoundVault,
): Promise<{ newVault: boolean; unattached?: Unattached }> {
  const inserted = await transaction
    .insertInto('vault')
    .values({
      id: vaultId,
      storageId,
      path,
      repositoryId,
      driveId: state.driveId,
      storedBytes,
      // What was forgotten before is not known any more: the next prune finds out.
      pruneWanted: true,
      createdAt: new Date(stored.backups[0]?.time ?? now(control)),
      ...(await firstTimes(transaction, vaultId, now(control))),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return { newVault: true }
  const row = await transaction
    .selectFrom('vault')
    .selectAll()
    .where('id', '=', vaultId)
    .forUpdate()
    .executeTakeFirst()
  if (row?.storageId !== storageId || row.path !== path) return { newVault: false, unattached: 'elsewhere' }
  if (row.destroyAt !== null || row.destroyedAt !== null) return { newVault: false, unattached: 'given-up' }
  if (row.repositoryId === null)
    await transaction.updateTable('vault').set({ repositoryId }).where('id', '=', vaultId).execute()
  return { newVault: false }
}

async function addPerson(
  control: Control,
  transaction: Sql,
  { directoryId, principalName, displayName }: RecoveredState,
  profileId: string,
): Promise<Row<'person'>> {
  const at = now(control)
  const person = await transaction
    .insertInto('person')
    .values({
      id: newId(control),
      directoryId: directoryId ?? null,
      principalName,
      displayName,
      source: 'directory',
      state: 'preserved',
      // As the directory had it: what it says by now follows.
      attributes: JSON.stringify({ directory: { ...NOTHING_KNOWN, displayName } }),
      profileId,
      preservedAt: at,
      preservedBy: 'directory',
      createdAt: at,
      updatedAt: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await transaction
    .insertInto('onedrive')
    .values(newOneDrive(control, person.id, true))
    .execute()
  return person
}

const NOTHING_KNOWN = {
  displayName: null,
  mail: null,
  userType: null,
  department: null,
  jobTitle: null,
  companyName: null,
  officeLocation: null,
  country: null,
  usageLocation: null,
}

async function attach(
  control: Control,
  transaction: Sql,
  { vaultId, state, stored }: FoundVault,
  { id: personId, state: personState }: Row<'person'>,
): Promise<{ unattached: Unattached } | { onedriveId: string; replaced: string | undefined }> {
  const existing = await transaction
    .selectFrom('onedrive')
    .selectAll()
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (personState === 'deleted' || existing?.state === 'deleted') return { unattached: 'deleted' }
  const onedrive =
    existing ??
    (await transaction
      .insertInto('onedrive')
      .values(newOneDrive(control, personId, true))
      .returningAll()
      .executeTakeFirstOrThrow())
  if (onedrive.vaultId !== null && !(await isOlder(transaction, onedrive, state.takenAt)))
    return { unattached: 'superseded' }
  const replaced = await transaction
    .selectFrom('vault')
    .select('path')
    .where('id', '=', onedrive.vaultId ?? vaultId)
    .where('id', '<>', vaultId)
    .executeTakeFirst()
  const first = new Date(stored.backups[0]?.time ?? state.takenAt)
  await transaction
    .updateTable('onedrive')
    .set((query) => ({
      vaultId,
      driveId: state.driveId,
      firstStartedAt: query.fn.coalesce('firstStartedAt', query.val(first)),
      lastStatus: state.failed > 0 ? 'errors' : 'success',
      lastAttemptAt: state.takenAt,
      lastSuccessAt: state.takenAt,
      lastErrorCode: null,
      lastError: null,
      items: state.items,
      bytes: state.bytes,
      updatedAt: now(control),
      version: query('version', '+', 1),
    }))
    .where('id', '=', onedrive.id)
    .execute()
  return { onedriveId: onedrive.id, replaced: replaced?.path }
}

/** Whether the vault that a OneDrive has holds nothing newer, and nobody is at work on it. */
async function isOlder(
  transaction: Sql,
  { id, vaultId }: Pick<Row<'onedrive'>, 'id' | 'vaultId'>,
  takenAt: Date,
): Promise<boolean> {
  const working = await transaction
    .selectFrom('job')
    .select('id')
    .where('onedriveId', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  if (working) return false
  const newer = await transaction
    .selectFrom('snapshot')
    .select('id')
    .where('vaultId', '=', vaultId)
    .where('takenAt', '>=', takenAt)
    .where('forgottenAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return newer === undefined
}
