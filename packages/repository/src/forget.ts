import type { Id } from './format/id.ts'
import type { Repository } from './repository.ts'

/** Removes snapshots; what only they needed stays stored until `prune`. The caller holds an exclusive lock. */
export async function forget(
  repository: Repository,
  ids: readonly Id[],
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  for (const id of ids) await repository.removeSnapshot(id, options)
}
