import { Semaphore } from '@holdfast/base'
import { decodeIndexFile } from '../format/index-file.ts'
import type { Repository } from '../repository.ts'
import { BlobIndex } from './blob-index.ts'

/** Index files read at the same time. */
const CONCURRENCY = 4

/** Reads all index files. Raises HF_DAMAGED_FILE naming the first that cannot be read. */
export async function loadIndex(
  repository: Repository,
  options: { signal?: AbortSignal } = {},
): Promise<BlobIndex> {
  const index = new BlobIndex()
  const lanes = new Semaphore(CONCURRENCY)
  const ids = await repository.listIds('index', options)
  await Promise.all(
    ids.map((id) =>
      lanes.run(async () => {
        const file = decodeIndexFile(await repository.loadUnpacked('index', id, options), `index/${id}`)
        for (const pack of file.packs) for (const blob of pack.blobs) index.add(pack.id, blob)
      }),
    ),
  )
  return index
}
