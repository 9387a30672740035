import type { Repository, Snapshot } from '@holdfast/repository'

/** On a snapshot of which something is lost: the next backup looks at everything that the vault should hold. */
export const DAMAGED_TAG = 'damaged'

export function isMarkedDamaged({ tags }: Snapshot): boolean {
  return tags?.includes(DAMAGED_TAG) ?? false
}

/** Stores the snapshot anew with the mark, as `restic tag` would. Gives its new self. */
export async function markDamaged(repository: Repository, snapshot: Snapshot): Promise<Snapshot> {
  if (isMarkedDamaged(snapshot)) return snapshot
  const { id, tags = [], original = id, ...rest } = snapshot
  const marked = { ...rest, original, tags: [...tags, DAMAGED_TAG] }
  const markedId = await repository.saveSnapshot(marked)
  await repository.removeSnapshot(id)
  return { ...marked, id: markedId }
}
