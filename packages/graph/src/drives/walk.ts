import { hasCode } from '@holdfast/base'
import type { Transport } from '../http/transport.ts'
import { type DeltaPage, type DriveItem, ITEM_FIELDS } from '../model/drive-item.ts'
import { itemPath, listChildren } from './children.ts'

/** The link that a walk gives in the place of a deltaLink: where it goes on is the beginning. */
export const WALK_LINK = 'holdfast:walk'

/** Folders listed at the same time. */
const WIDTH = 8

/**
 * The whole drive as the pages of a delta, for clouds that have none: folder after folder, parents first. Costs a list
 * for each folder. What is moved meanwhile may be missed or come twice: walk again until nothing is new.
 */
export async function* walk(
  transport: Transport,
  driveId: string,
  signal?: AbortSignal,
): AsyncGenerator<DeltaPage> {
  const root = await transport.json<DriveItem>({
    url: `${itemPath(driveId, 'root')}?$select=${ITEM_FIELDS}`,
    kind: 'item',
    ...(signal && { signal }),
  })
  yield { items: [root], nextLink: WALK_LINK, whole: true }
  const visited = new Set([root.id])
  const folders = [root.id]
  while (folders.length > 0) {
    const lists = await Promise.all(
      folders.splice(-WIDTH).map((id) => childrenOf(transport, driveId, id, signal)),
    )
    for (const items of lists) {
      for (const item of items) {
        // A folder that is moved while we walk must not lead us round for ever.
        if (!holdsItems(item) || visited.has(item.id)) continue
        visited.add(item.id)
        folders.push(item.id)
      }
      yield { items, nextLink: WALK_LINK, whole: true }
    }
  }
  yield { items: [], deltaLink: WALK_LINK, whole: true }
}

/** A shortcut leads into another drive: it is not followed. */
function holdsItems({ folder, package: bundle, remoteItem }: DriveItem): boolean {
  return !remoteItem && (folder !== undefined || bundle !== undefined)
}

/** A folder that was deleted after its parent was listed holds nothing. */
async function childrenOf(
  transport: Transport,
  driveId: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<DriveItem[]> {
  try {
    return await Array.fromAsync(listChildren(transport, driveId, id, signal))
  } catch (error) {
    if (hasCode(error, 'HF_ITEM_GONE')) return []
    throw error
  }
}
