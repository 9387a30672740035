import type { DriveItem } from '@holdfast/graph'
import type { BlobIndex, BlobWriter } from '@holdfast/repository'
import type { DriveSource } from '../backup/drive-source.ts'
import { isFileFailure } from '../backup/failure-class.ts'
import { FILES_DIRECTORY } from '../snapshot/drive-state.ts'
import { nodeName } from '../trees/node-name.ts'
import type { Loss } from './find-losses.ts'

export interface FetchByPathOptions {
  readonly source: DriveSource
  readonly driveId: string
  readonly writer: BlobWriter
  readonly index: BlobIndex
  readonly signal?: AbortSignal
}

/**
 * Fetches lost files of which no item table tells any more, by their place: a file that still lies there with the same
 * content gives the same blobs. Gives the number of files that are whole again.
 */
export async function fetchByPath(losses: readonly Loss[], options: FetchByPathOptions): Promise<number> {
  const { source, driveId, writer, index, signal } = options
  const folders = new Map<string, Promise<Map<string, DriveItem>>>()
  const list = async (id: string): Promise<Map<string, DriveItem>> => {
    const found = new Map<string, DriveItem>()
    for await (const item of source.children(driveId, id, { ...(signal && { signal }) })) {
      found.set(nodeName(item.name ?? '', item.id), item)
    }
    return found
  }
  let root: DriveItem | undefined
  const fetched: Loss[] = []
  for (const loss of losses) {
    const { path, kind } = loss
    const [top, ...names] = path.split('/')
    if (kind !== 'file' || top !== FILES_DIRECTORY) continue
    signal?.throwIfAborted()
    try {
      root ??= await source.item(driveId, 'root', { ...(signal && { signal }) })
      let at: DriveItem | undefined = root
      for (const name of names) {
        if (!at) break
        const { id }: { readonly id: string } = at
        const children: Promise<Map<string, DriveItem>> = folders.get(id) ?? list(id)
        folders.set(id, children)
        at = (await children).get(name)
      }
      if (!at?.file) continue
      await writer.writeFile(source.download(driveId, at.id, { ...(signal && { signal }) }))
      fetched.push(loss)
    } catch (error) {
      if (signal?.aborted || !isFileFailure(error)) throw error
    }
  }
  await writer.flush()
  // Another content may lie in that place by now.
  return fetched.filter(({ blobs }) => blobs.every((id) => index.has('data', id))).length
}
