import { graphErrors } from '../errors.ts'
import type { Transport } from '../http/transport.ts'
import type { DriveItem } from '../model/drive-item.ts'
import { putEmpty } from './put-empty.ts'
import { mayBeRewritten } from './rewritten-files.ts'
import { UploadSession } from './upload-session.ts'
import { addressOf, type UploadTarget } from './upload-target.ts'

export interface UploadContent {
  /** Bytes. */
  readonly size: number
  /** The content from an offset on; called again when something must be sent twice. */
  readonly open: (offset: number) => AsyncIterable<Uint8Array>
  readonly createdDateTime?: string
  readonly lastModifiedDateTime?: string
  /** When the name is taken: fail (HF_NAME_CONFLICT), a new version of that file, or another name. */
  readonly conflict: 'fail' | 'replace' | 'rename'
  readonly signal?: AbortSignal
  /** Told the number of bytes of each piece that arrived. */
  readonly onProgress?: (bytes: number) => void
}

/**
 * Sends a file and gives the item as it then is, after comparing its size and QuickXorHash with what was sent. Times go
 * with the session, which makes no extra version. Raises HF_NAME_CONFLICT, HF_NAME_INVALID, HF_QUOTA_EXCEEDED,
 * HF_ITEM_LOCKED, HF_CHANGED_MEANWHILE, HF_UPLOAD_FAILED. A file that differs is reported, never deleted.
 */
export async function upload(
  transport: Transport,
  driveId: string,
  target: UploadTarget,
  content: UploadContent,
): Promise<DriveItem> {
  const address = addressOf(driveId, target)
  if (content.size === 0) return await putEmpty(transport, address, content)
  const { item, hash } = await new UploadSession(transport, address, content).run()
  if (!mayBeRewritten(item)) verify(item, content.size, hash)
  return item
}

function verify(item: DriveItem, size: number, hash: string | undefined): void {
  if (item.size !== undefined && item.size !== size)
    throw graphErrors.HF_UPLOAD_FAILED({ reason: `${size} bytes were sent, the drive has ${item.size}` })
  const listed = item.file?.hashes?.quickXorHash
  if (hash !== undefined && listed !== undefined && listed !== hash)
    throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the drive has other bytes than were sent' })
}
