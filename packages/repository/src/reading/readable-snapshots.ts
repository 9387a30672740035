import { hasCode } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import type { Snapshot } from '../format/snapshot.ts'
import type { Repository } from '../repository.ts'

export interface ReadableSnapshots {
  /** Backups and checkpoints, oldest first. */
  readonly snapshots: readonly Snapshot[]
  /** Snapshot files that cannot be read. */
  readonly damaged: readonly Id[]
}

/** All snapshots as far as they can be read: one damaged file must not hide the others. */
export async function readableSnapshots(
  repository: Repository,
  options: { signal?: AbortSignal } = {},
): Promise<ReadableSnapshots> {
  const snapshots: Snapshot[] = []
  const damaged: Id[] = []
  for (const id of await repository.listIds('snapshot', options)) {
    try {
      snapshots.push(await repository.findSnapshot(id, options))
    } catch (error) {
      if (!hasCode(error, 'HF_DAMAGED_FILE', 'HF_STORAGE_SHORT_READ')) throw error
      damaged.push(id)
    }
  }
  return { snapshots: snapshots.sort((a, b) => Date.parse(a.time) - Date.parse(b.time)), damaged }
}
