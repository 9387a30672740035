import { damagedKeys } from '../checking/damaged-keys.ts'
import type { Id } from '../format/id.ts'
import type { KdfParameters } from '../format/kdf.ts'
import { unreadableLocks } from '../locks/lock.ts'
import type { Repository } from '../repository.ts'

/** Small files that cannot be read, and that nothing in the repository can mend. */
export interface DamagedFiles {
  readonly snapshots: readonly Id[]
  readonly keys: readonly Id[]
  readonly locks: readonly Id[]
}

export async function findDamagedFiles(
  repository: Repository,
  options: { signal?: AbortSignal } = {},
): Promise<DamagedFiles> {
  return {
    snapshots: (await repository.readableSnapshots(options)).damaged,
    keys: await damagedKeys(repository),
    locks: await unreadableLocks(repository),
  }
}

/**
 * Removes such files. A damaged key file may be the only one that still opens with the password, so a sound one for this
 * password is made first. The caller holds an exclusive lock.
 */
export async function forgetDamaged(
  repository: Repository,
  files: DamagedFiles,
  password: string,
  kdf?: KdfParameters,
): Promise<void> {
  if (files.keys.length > 0) await repository.addPassword(password, kdf)
  for (const name of files.snapshots) await repository.storage.remove({ type: 'snapshot', name })
  for (const name of files.keys) await repository.storage.remove({ type: 'key', name })
  for (const name of files.locks) await repository.storage.remove({ type: 'lock', name })
}
