import { type Context, graphFailure, type Reply, type Route } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import type { Item } from '../model/item.ts'
import { WRITE } from './drive-routes.ts'
import { conflictOf, itemOf } from './target.ts'

export const copyRoutes: readonly Route[] = [
  {
    name: 'items.copy',
    host: 'graph',
    method: 'POST',
    pattern: '/drives/:drive/items/:item/copy',
    units: 2,
    roles: WRITE,
    handle: copy,
  },
  {
    name: 'sharepoint.monitor',
    host: 'sharepoint',
    method: 'GET',
    pattern: '/personal/:site/_api/v2.0/monitor/:resource',
    units: 0,
    open: true,
    handle: (c) => ({
      status: 200,
      json: { status: 'completed', percentageComplete: 100, resourceId: c.params.resource },
    }),
  },
]

/** Done at once; the monitor says so to whoever asks. */
async function copy(c: Context): Promise<Reply> {
  const { drive, item } = itemOf(c)
  const body = (await c.json()) as { name?: string; parentReference?: { driveId?: string; id?: string } }
  const target = body.parentReference?.driveId ? c.tenant.drive(body.parentReference.driveId) : drive
  const parent = target?.item(body.parentReference?.id ?? item.parent?.id ?? 'root')
  if (!target || !parent) throw graphFailure(404, 'itemNotFound', 'The target could not be found.')
  const made = copyItem(item, target, parent.id, body.name ?? item.name, conflictOf(c.query, 'fail'))
  return {
    status: 202,
    headers: { Location: `${c.links.sharepoint}/personal/${target.siteName}/_api/v2.0/monitor/${made.id}` },
    text: '',
  }
}

function copyItem(
  item: Item,
  target: Drive,
  parentId: string,
  name: string,
  conflict: 'fail' | 'replace' | 'rename',
): Item {
  if (item.content) return target.putFile(parentId, name, item.content, { conflict })
  const folder = target.createFolder(parentId, name, { conflict })
  for (const child of [...(item.children?.values() ?? [])])
    copyItem(child, target, folder.id, child.name, 'fail')
  return folder
}
