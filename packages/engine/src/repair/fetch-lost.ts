import { hasCode } from '@holdfast/base'
import type { BlobIndex, BlobWriter } from '@holdfast/repository'
import type { DriveSource } from '../backup/drive-source.ts'
import { isFileFailure } from '../backup/failure-class.ts'
import { driveItemToItem } from '../items/drive-item-to-item.ts'
import type { Item } from '../items/item.ts'
import { contentOutdated } from '../items/item-changed.ts'
import type { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'

export interface FetchLostOptions {
  readonly source: DriveSource
  readonly writer: BlobWriter
  readonly index: BlobIndex
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: {
    readonly phase: 'fetch'
    readonly done: number
    readonly total: number
  }) => void
}

/**
 * Fetches the files of a snapshot whose content is lost, as far as the drive still has them as they were: cut in the same
 * places they give the same blobs. Gives the number of files that are whole again.
 */
export async function fetchLost(opened: OpenedSnapshot, options: FetchLostOptions): Promise<number> {
  const { source, writer, index, signal, onProgress } = options
  const { driveId } = await opened.driveState()
  const lost: Item[] = []
  try {
    for await (const item of opened.items()) {
      if (item.stored?.blobs.some((id) => !index.has('data', id))) lost.push(item)
    }
  } catch (error) {
    if (!hasCode(error, 'HF_BLOB_MISSING', 'HF_BLOB_DAMAGED', 'HF_METADATA_DAMAGED')) throw error
  }
  let fetched = 0
  for (const [done, item] of lost.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ phase: 'fetch', done, total: lost.length })
    try {
      const now = driveItemToItem(await source.item(driveId, item.id, { ...(signal && { signal }) }), item)
      if (contentOutdated(now)) continue
      const content = source.download(driveId, item.id, { ...(signal && { signal }) })
      const { content: blobs } = await writer.writeFile(content)
      if (blobs.join() === item.stored?.blobs.join()) fetched++
    } catch (error) {
      if (signal?.aborted || !isFileFailure(error)) throw error
    }
  }
  return fetched
}
