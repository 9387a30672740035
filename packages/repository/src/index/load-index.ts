import { type HoldfastError, hasCode, Semaphore } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import { decodeIndexFile } from '../format/index-file.ts'
import type { Repository } from '../repository.ts'
import { BlobIndex } from './blob-index.ts'

/** Index files read at the same time. */
const CONCURRENCY = 4

export interface LoadIndexOptions {
  readonly signal?: AbortSignal
  /** Told of each file that cannot be read, which is then left out; without it, the first one is raised. */
  readonly onDamaged?: (id: Id, error: HoldfastError) => void
}

/** Reads all index files. Raises HF_DAMAGED_FILE naming the first that cannot be read, unless `onDamaged` takes it. */
export async function loadIndex(
  repository: Repository,
  { signal, onDamaged }: LoadIndexOptions = {},
): Promise<BlobIndex> {
  const index = new BlobIndex()
  const lanes = new Semaphore(CONCURRENCY)
  const options = { ...(signal && { signal }) }
  const read = async (id: Id): Promise<void> => {
    const file = decodeIndexFile(await repository.loadUnpacked('index', id, options), `index/${id}`)
    for (const pack of file.packs) for (const blob of pack.blobs) index.add(pack.id, blob)
  }
  const readOrTell = async (id: Id): Promise<void> => {
    try {
      await read(id)
    } catch (error) {
      if (!onDamaged || !hasCode(error, 'HF_DAMAGED_FILE', 'HF_STORAGE_SHORT_READ')) throw error
      onDamaged(id, error)
    }
  }
  const ids = await repository.listIds('index', options)
  await Promise.all(ids.map((id) => lanes.run(() => readOrTell(id))))
  return index
}
