import { type Context, graphError, graphFailure, type Reply, type Route } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import type { Item } from '../model/item.ts'
import { READ, WRITE } from './drive-routes.ts'
import {
  ctagOf,
  etagOf,
  expandsPermissions,
  isListed,
  itemJson,
  parseTime,
  readItemSelect,
} from './item-json.ts'
import { checkMatch, conflictOf, itemOf } from './target.ts'

const ITEM = '/drives/:drive/items/:item'

export const itemRoutes: readonly Route[] = [
  {
    name: 'items.get',
    host: 'graph',
    method: 'GET',
    pattern: ITEM,
    units: (c) => (expandsPermissions(c) ? 5 : 1),
    roles: READ,
    handle: get,
  },
  {
    name: 'items.update',
    host: 'graph',
    method: 'PATCH',
    pattern: ITEM,
    units: 2,
    roles: WRITE,
    handle: update,
  },
  {
    name: 'items.delete',
    host: 'graph',
    method: 'DELETE',
    pattern: ITEM,
    units: 2,
    roles: WRITE,
    handle: remove,
  },
  {
    name: 'items.permanentDelete',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/permanentDelete`,
    units: 2,
    roles: WRITE,
    handle: remove,
  },
  {
    name: 'items.children',
    host: 'graph',
    method: 'GET',
    pattern: `${ITEM}/children`,
    units: (c) => (expandsPermissions(c) ? 5 : 2),
    roles: READ,
    handle: children,
  },
  {
    name: 'items.createFolder',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/children`,
    units: 2,
    roles: WRITE,
    handle: createFolder,
  },
  {
    name: 'items.checkout',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/checkout`,
    units: 2,
    roles: WRITE,
    handle: (c) => setCheckOut(c, true),
  },
  {
    name: 'items.checkin',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/checkin`,
    units: 2,
    roles: WRITE,
    handle: (c) => setCheckOut(c, false),
  },
  {
    name: 'items.discardCheckout',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/discardCheckout`,
    units: 2,
    roles: WRITE,
    handle: (c) => setCheckOut(c, false),
  },
  {
    name: 'items.thumbnails',
    host: 'graph',
    method: 'GET',
    pattern: `${ITEM}/thumbnails`,
    units: 1,
    roles: READ,
    handle: () => ({ status: 200, json: { value: [] } }),
  },
  {
    name: 'items.socket',
    host: 'graph',
    method: 'GET',
    pattern: `${ITEM}/subscriptions/socketIo`,
    units: 1,
    handle: () => graphError(501, 'notSupported', 'Socket notifications are not supported here.'),
  },
]

/** The answer of one item after a change. */
export function itemReply(c: Context, drive: Drive, item: Item, status: number): Reply {
  return {
    status,
    headers: { ETag: etagOf(item) },
    json: itemJson(item, drive, c, { select: readItemSelect(c) }),
  }
}

function get(c: Context): Reply {
  const { drive, item } = itemOf(c)
  return itemReply(c, drive, item, 200)
}

interface ItemPatch {
  readonly name?: unknown
  readonly description?: unknown
  readonly parentReference?: { readonly id?: unknown; readonly driveId?: unknown }
  readonly fileSystemInfo?: { readonly createdDateTime?: unknown; readonly lastModifiedDateTime?: unknown }
}

async function update(c: Context): Promise<Reply> {
  const { drive, item } = itemOf(c)
  checkMatch(c, item, (current) => [etagOf(current), ctagOf(current)])
  const patch = (await c.json()) as ItemPatch & Record<string, unknown>
  const parentId = patch.parentReference?.id
  const driveId = patch.parentReference?.driveId
  if (typeof driveId === 'string' && driveId !== '' && driveId !== drive.id) {
    throw graphFailure(400, 'invalidRequest', 'Moving to another drive is not supported.')
  }
  if (parentId === 'root') throw graphFailure(400, 'invalidRequest', 'The parent must be named by its id.')
  const name = typeof patch.name === 'string' ? patch.name : undefined
  const parent = typeof parentId === 'string' && parentId !== '' ? parentId : item.parent?.id
  if ((name !== undefined && name !== item.name) || (parent !== undefined && parent !== item.parent?.id)) {
    drive.move(item.id, parent ?? '', name, conflictOf(patch, 'fail'))
  }
  const created = parseTime(patch.fileSystemInfo?.createdDateTime)
  const modified = parseTime(patch.fileSystemInfo?.lastModifiedDateTime)
  const description = typeof patch.description === 'string' ? patch.description : undefined
  if (created !== undefined || modified !== undefined || description !== undefined) {
    drive.update(item.id, {
      ...(created !== undefined && { created }),
      ...(modified !== undefined && { modified }),
      ...(description !== undefined && { description }),
    })
  }
  return itemReply(c, drive, item, 200)
}

function remove(c: Context): Reply {
  const { drive, item } = itemOf(c)
  checkMatch(c, item, (current) => [etagOf(current), ctagOf(current)])
  drive.delete(item.id)
  return { status: 204 }
}

function children(c: Context): Reply {
  const { drive, item } = itemOf(c)
  const all = inOrder(item, drive).filter((child) => isListed(child, c))
  const top = Math.min(Math.max(Number(c.query.get('$top') ?? 0) || c.emulator.pageSize || 200, 1), 1000)
  const from = Number.parseInt(c.query.get('$skiptoken') ?? '0', 10) || 0
  const select = readItemSelect(c)
  const { faults } = c.emulator
  const empty = faults.active && faults.find('children-empty-page', { drive: drive.id, item: item.id })
  const to = empty ? from : from + top
  const value = all.slice(from, to).map((child) => itemJson(child, drive, c, { select }))
  const next = to < all.length && nextLink(c, drive, item, empty ? `${from}-again` : String(to))
  return { status: 200, json: { value, ...(next && { '@odata.nextLink': next }) } }
}

/** Lists by name, kept as long as nothing in the drive changes: a folder of many pages is not sorted for each. */
const ordered = new WeakMap<Item, { readonly seq: number; readonly items: readonly Item[] }>()

function inOrder(folder: Item, drive: Drive): readonly Item[] {
  const kept = ordered.get(folder)
  if (kept?.seq === drive.seq) return kept.items
  const items = [...(folder.children?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1))
  ordered.set(folder, { seq: drive.seq, items })
  return items
}

function nextLink(c: Context, drive: Drive, item: Item, from: string): string {
  const query = new URLSearchParams()
  for (const name of ['top', 'select', 'expand']) {
    const value = c.query.get(name)
    if (value !== null) query.set(`$${name}`, value)
  }
  query.set('$skiptoken', from)
  return `${c.links.graph}/drives/${drive.id}/items/${item.id}/children?${query}`
}

async function createFolder(c: Context): Promise<Reply> {
  const { drive, item } = itemOf(c)
  const body = (await c.json()) as ItemPatch & Record<string, unknown>
  if (typeof body.name !== 'string' || typeof body.folder !== 'object') {
    throw graphFailure(400, 'invalidRequest', 'A name and a folder facet are needed.')
  }
  const conflict = conflictOf(body, 'fail')
  const created = parseTime(body.fileSystemInfo?.createdDateTime)
  const modified = parseTime(body.fileSystemInfo?.lastModifiedDateTime)
  const folder = drive.createFolder(item.id, body.name, {
    conflict,
    ...(created !== undefined && { created }),
    ...(modified !== undefined && { modified }),
  })
  return itemReply(c, drive, folder, 201)
}

function setCheckOut(c: Context, out: boolean): Reply {
  const { drive, item } = itemOf(c)
  drive.checkOut(item.id, out ? (c.caller?.appId ?? 'someone') : undefined)
  return { status: 204 }
}
