import { hasCode } from '@holdfast/base'
import { listPages } from '../http/pages.ts'
import type { Transport } from '../http/transport.ts'
import { type DriveItem, ITEM_FIELDS } from '../model/drive-item.ts'
import { hasTimeOf } from './file-times.ts'
import { mayBeRewritten } from './rewritten-files.ts'
import type { UploadContent } from './upload.ts'
import type { UploadAddress } from './upload-target.ts'

/**
 * The file that an upload made whose last answer was lost; undefined when there is none. Only a file of this very content
 * counts. Where there is no hash to tell, or SharePoint has rewritten the file, the time of change that was sent with it
 * tells, as long as the name was free before.
 */
export async function findCommitted(
  transport: Transport,
  address: UploadAddress,
  content: UploadContent,
  hash: string,
): Promise<DriveItem | undefined> {
  for await (const item of candidates(transport, address, content)) {
    const listed = item.file?.hashes?.quickXorHash
    if (listed === hash && item.size === content.size) return item
    const untold = listed === undefined ? item.size === content.size : mayBeRewritten(item)
    if (content.conflict === 'fail' && item.file && untold && hasTimeOf(item, content)) return item
  }
  return undefined
}

async function* candidates(
  transport: Transport,
  { item, items, target }: UploadAddress,
  { conflict, signal }: UploadContent,
): AsyncGenerator<DriveItem> {
  const options = signal && { signal }
  if (conflict === 'rename' && 'name' in target) {
    // The name is the service's choice: "a 1.txt", "a 2.txt" …
    const url = `${items}/${encodeURIComponent(target.parentId)}/children?$top=1000&$select=${ITEM_FIELDS}`
    const dot = target.name.lastIndexOf('.')
    const stem = (dot > 0 ? target.name.slice(0, dot) : target.name).toLowerCase()
    for await (const child of listPages<DriveItem>(transport, { url, kind: 'list', ...options }))
      if (child.name?.toLowerCase().startsWith(stem)) yield child
    return
  }
  try {
    yield await transport.json<DriveItem>({ url: item, kind: 'item', ...options })
  } catch (error) {
    if (!hasCode(error, 'HF_ITEM_GONE')) throw error
  }
}
