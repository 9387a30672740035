import { type Context, graphError, graphFailure, type Reply, type Route } from '../http/route.ts'
import { type Change, changesSince } from '../model/changes.ts'
import type { Drive } from '../model/drive.ts'
import { type DeltaToken, decodeDeltaToken, encodeDeltaToken } from './delta-token.ts'
import { READ } from './drive-routes.ts'
import { expandsPermissions, isListed, itemJson, readItemSelect } from './item-json.ts'
import { itemOf } from './target.ts'

const DEFAULT_PAGE = 200
const NEVER = '0001-01-01T00:00:00Z'

export const deltaRoutes: readonly Route[] = [
  {
    name: 'items.delta',
    host: 'graph',
    method: 'GET',
    pattern: '/drives/:drive/items/:item/delta',
    units: (c) => (expandsPermissions(c) ? 5 : c.query.get('token') ? 1 : 2),
    roles: READ,
    handle: delta,
  },
]

function delta(c: Context): Reply {
  const { drive, item } = itemOf(c)
  if (item.parent) throw graphFailure(501, 'notSupported', 'Delta is supported on the root of a drive only.')
  const { faults, clock, hasDelta } = c.emulator
  if (!hasDelta) throw graphFailure(501, 'notSupported', 'Operation not supported.')
  const subject = { drive: drive.id }
  const gone = faults.active ? faults.find('delta-gone', subject) : undefined
  if (gone && c.query.get('token')) return goneReply(c, drive, gone.value)
  const text = c.query.get('token')
  if (text === 'latest')
    return page(c, drive, [], { deltaLink: link(c, drive, { since: drive.seq, at: clock.now() }) })
  const token = text ? (decodeDeltaToken(text) ?? byTime(text)) : { since: 0, at: clock.now() }
  const foreign = token?.epoch !== undefined && token.epoch !== drive.created
  if (!token || foreign || token.since > drive.seq) return goneReply(c, drive, undefined)
  const lifetime = faults.active ? faults.find('delta-token-lifetime', subject) : undefined
  if (lifetime && clock.now() - token.at > Number(lifetime.value)) return goneReply(c, drive, undefined)
  if (faults.active && text && faults.find('delta-loop', subject)) {
    return page(c, drive, [], { nextLink: link(c, drive, token) })
  }
  return token.list === undefined ? firstPage(c, drive, token) : nextPage(c, drive, token)
}

/** A date instead of a token: changes since then, which are those of items touched later. */
function byTime(text: string): DeltaToken | undefined {
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : { since: 0, at }
}

function firstPage(c: Context, drive: Drive, token: DeltaToken): Reply {
  const { faults, clock } = c.emulator
  const subject = { drive: drive.id }
  let changes = changesSince(drive, token.since)
  if (faults.active) changes = misbehave(c, drive, changes)
  const upTo = drive.seq
  const size = pageSize(c, drive)
  if (faults.active && faults.find('delta-empty-page', subject)) {
    const list = c.tenant.deltaLists.keep(changes)
    return page(c, drive, [], { nextLink: link(c, drive, { ...token, list, from: 0, upTo }) })
  }
  if (changes.length <= size)
    return page(c, drive, changes, { deltaLink: link(c, drive, { since: upTo, at: clock.now() }) })
  const list = c.tenant.deltaLists.keep(changes)
  return page(c, drive, changes.slice(0, size), {
    nextLink: link(c, drive, { ...token, list, from: size, upTo }),
  })
}

function nextPage(c: Context, drive: Drive, token: DeltaToken): Reply {
  const { list = 0, from = 0, upTo = drive.seq } = token
  const changes = c.tenant.deltaLists.get(list)
  if (!changes) return goneReply(c, drive, undefined)
  if (c.emulator.faults.active) recreateWhilePaging(c, drive)
  const to = from + pageSize(c, drive)
  const part = changes.slice(from, to)
  if (to < changes.length) return page(c, drive, part, { nextLink: link(c, drive, { ...token, from: to }) })
  const again =
    c.emulator.faults.active && c.emulator.faults.find('delta-repeat-while-paging', { drive: drive.id })
  const repeated = again
    ? changesSince(drive, upTo).filter((change) => 'item' in change && change.item.parent)
    : []
  return page(c, drive, [...part, ...repeated], {
    deltaLink: link(c, drive, { since: upTo, at: c.emulator.clock.now() }),
  })
}

/** The switches that concern the shape of a whole list. */
function misbehave(c: Context, drive: Drive, changes: Change[]): Change[] {
  const { faults } = c.emulator
  let list = changes
  const subject = (change: Change): object =>
    'item' in change
      ? { drive: drive.id, item: change.item.id, name: change.item.name }
      : { drive: drive.id, item: change.tombstone.id }
  list = list.filter((change) => 'item' in change || !faults.find('delta-missing-tombstone', subject(change)))
  if (faults.find('delta-reorder-parents', { drive: drive.id })) list = list.toReversed()
  const repeated = list.filter(
    (change) =>
      'item' in change && change.item.parent && faults.find('delta-duplicate-item', subject(change)),
  )
  return [...list, ...repeated]
}

/** A file is deleted and made again by the same name between two pages; its old id gets no tombstone. */
function recreateWhilePaging(c: Context, drive: Drive): void {
  for (const item of [...drive.items()]) {
    if (!item.content || !item.parent) continue
    if (
      !c.emulator.faults.find('delta-recreate-while-paging', {
        drive: drive.id,
        item: item.id,
        name: item.name,
      })
    )
      continue
    const { name, content, parent } = item
    drive.delete(item.id)
    drive.forgetTombstone(item.id)
    drive.putFile(parent.id, name, content)
    return
  }
}

function pageSize(c: Context, drive: Drive): number {
  const forced = c.emulator.faults.active
    ? c.emulator.faults.find('delta-page-size', { drive: drive.id })
    : undefined
  const wanted = forced
    ? Number(forced.value)
    : Number(c.query.get('$top') ?? 0) || c.emulator.pageSize || DEFAULT_PAGE
  return Math.min(Math.max(wanted, 1), 5000)
}

function link(c: Context, drive: Drive, token: DeltaToken): string {
  const query = new URLSearchParams()
  for (const name of ['top', 'select', 'expand']) {
    const value = c.query.get(name)
    if (value !== null) query.set(`$${name}`, value)
  }
  query.set('token', encodeDeltaToken({ ...token, epoch: drive.created }))
  return `${c.links.graph}/drives/${drive.id}/root/delta?${query}`
}

function page(
  c: Context,
  drive: Drive,
  changes: readonly Change[],
  links: { nextLink?: string; deltaLink?: string },
): Reply {
  const select = readItemSelect(c)
  const sharingRoots = /hierarchicalsharing/i.test(String(c.headers.prefer ?? ''))
  const value = changes.flatMap((change) => {
    if ('tombstone' in change) return [tombstoneJson(change, drive, select)]
    // What was deleted since the list was frozen is told by the next round.
    if (drive.item(change.item.id) !== change.item || !isListed(change.item, c)) return []
    return [itemJson(change.item, drive, c, { select, delta: true, sharingRoots })]
  })
  return {
    status: 200,
    json: {
      '@odata.context': `${c.links.graph}/$metadata#Collection(driveItem)`,
      value,
      ...(links.nextLink !== undefined && { '@odata.nextLink': links.nextLink }),
      ...(links.deltaLink !== undefined && { '@odata.deltaLink': links.deltaLink }),
    },
  }
}

/** No name, no cTag, zero dates: the shape seen in practice (onedrive-api-docs #535). `$select` applies to it too. */
function tombstoneJson(
  { tombstone }: Extract<Change, { tombstone: unknown }>,
  drive: Drive,
  select: ReadonlySet<string> | undefined,
): object {
  const all = {
    id: tombstone.id,
    size: 0,
    createdDateTime: NEVER,
    lastModifiedDateTime: NEVER,
    parentReference: {
      driveType: 'business',
      driveId: drive.id,
      ...(tombstone.parentId && { id: tombstone.parentId }),
    },
    deleted: { state: 'deleted' },
    ...(tombstone.folder ? { folder: { childCount: 0 } } : { file: {} }),
  }
  return select ? Object.fromEntries(Object.entries(all).filter(([name]) => select.has(name))) : all
}

function goneReply(c: Context, drive: Drive, value: unknown): Reply {
  const {
    inner,
    location = true,
    code = 'resyncRequired',
  } = (value ?? {}) as { inner?: string; location?: boolean; code?: string }
  const headers = location ? { Location: `${c.links.graph}/drives/${drive.id}/root/delta` } : undefined
  return graphError(
    410,
    code,
    'Resync required. Replace any local items with the server version.',
    inner,
    headers,
  )
}
