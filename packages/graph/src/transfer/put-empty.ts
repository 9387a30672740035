import { hasCode } from '@holdfast/base'
import type { Transport } from '../http/transport.ts'
import type { DriveItem } from '../model/drive-item.ts'
import { fileSystemInfo } from './file-times.ts'
import type { UploadContent } from './upload.ts'
import type { UploadAddress } from './upload-target.ts'

/** An upload session cannot carry nothing: an empty file is put, and its times follow. */
export async function putEmpty(
  transport: Transport,
  address: UploadAddress,
  content: UploadContent,
): Promise<DriveItem> {
  const { signal } = content
  const made = await put(transport, address, content)
  const times = fileSystemInfo(content)
  if (!times) return made
  return await transport.json<DriveItem>({
    method: 'PATCH',
    url: `${address.items}/${encodeURIComponent(made.id)}`,
    kind: 'write',
    body: JSON.stringify({ fileSystemInfo: times }),
    headers: { 'content-type': 'application/json' },
    repeatable: true,
    ...(signal && { signal }),
  })
}

async function put(
  transport: Transport,
  { item, action }: UploadAddress,
  { conflict, signal }: UploadContent,
): Promise<DriveItem> {
  try {
    return await transport.json<DriveItem>({
      method: 'PUT',
      url: `${action}/content?@microsoft.graph.conflictBehavior=${conflict}`,
      kind: 'write',
      body: '',
      headers: { 'content-type': 'application/octet-stream' },
      repeatable: conflict === 'replace',
      ...(signal && { signal }),
    })
  } catch (error) {
    signal?.throwIfAborted()
    if (conflict !== 'fail' || !hasCode(error, 'HF_GRAPH_UNREACHABLE', 'HF_GRAPH_UNAVAILABLE')) throw error
    // The answer was lost; the file may be there. An empty one under this name is as good as ours.
    const found = await transport
      .json<DriveItem>({ url: item, kind: 'item', ...(signal && { signal }) })
      .catch(() => undefined)
    if (found?.file && found.size === 0) return found
    throw error
  }
}
