import { listPages } from '../http/pages.ts'
import type { Transport } from '../http/transport.ts'
import { type DriveItem, ITEM_FIELDS } from '../model/drive-item.ts'

/** Without it, shortcuts to others' folders are in no list (as the sync client abraunegg/onedrive found). */
export const WITH_SHORTCUTS = 'Include-Feature=AddToOneDrive'

/** Where an item is; `root` is the drive's root. */
export function itemPath(driveId: string, itemId: string): string {
  const drive = `/v1.0/drives/${encodeURIComponent(driveId)}`
  return itemId === 'root' ? `${drive}/root` : `${drive}/items/${encodeURIComponent(itemId)}`
}

/** What is in a folder, as it is while it is listed: no snapshot. Raises HF_ITEM_GONE. */
export function listChildren(
  transport: Transport,
  driveId: string,
  itemId: string,
  signal?: AbortSignal,
): AsyncGenerator<DriveItem> {
  return listPages(transport, {
    url: `${itemPath(driveId, itemId)}/children?$top=1000&$select=${ITEM_FIELDS}`,
    kind: 'list',
    headers: { prefer: WITH_SHORTCUTS },
    ...(signal && { signal }),
  })
}
