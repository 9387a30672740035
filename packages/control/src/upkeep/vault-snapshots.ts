import { SNAPSHOT_HOST } from '@holdfast/engine'
import { type Id, isCheckpoint, type Repository, type Snapshot } from '@holdfast/repository'

/** The backups in a vault, as the storage has them. */
export interface VaultSnapshots {
  /** The finished ones, oldest first. What others stored there (by another host's name) is left alone. */
  readonly backups: readonly Snapshot[]
  /** Files that cannot be read, which may be backups. */
  readonly unreadable: readonly Id[]
}

export async function readVaultSnapshots(
  repository: Repository,
  signal?: AbortSignal,
): Promise<VaultSnapshots> {
  const { snapshots, damaged } = await repository.readableSnapshots({ ...(signal && { signal }) })
  return {
    backups: snapshots.filter((one) => one.hostname === SNAPSHOT_HOST && !isCheckpoint(one)),
    unreadable: damaged,
  }
}
