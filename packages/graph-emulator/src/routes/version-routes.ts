import { type Context, graphError, graphFailure, type Reply, type Route } from '../http/route.ts'
import type { Item } from '../model/item.ts'
import { downloadUrl } from './download-url.ts'
import { READ, WRITE } from './drive-routes.ts'
import { iso, versionNumber } from './item-json.ts'
import { itemOf } from './target.ts'

const VERSIONS = '/drives/:drive/items/:item/versions'

export const versionRoutes: readonly Route[] = [
  {
    name: 'versions.list',
    host: 'graph',
    method: 'GET',
    pattern: VERSIONS,
    units: 2,
    roles: READ,
    handle: list,
  },
  {
    name: 'versions.get',
    host: 'graph',
    method: 'GET',
    pattern: `${VERSIONS}/:version`,
    units: 1,
    roles: READ,
    handle: get,
  },
  {
    name: 'versions.delete',
    host: 'graph',
    method: 'DELETE',
    pattern: `${VERSIONS}/:version`,
    units: 2,
    roles: WRITE,
    handle: remove,
  },
  {
    name: 'versions.content',
    host: 'graph',
    method: 'GET',
    pattern: `${VERSIONS}/:version/content`,
    units: 1,
    roles: READ,
    handle: content,
  },
  {
    name: 'versions.restore',
    host: 'graph',
    method: 'POST',
    pattern: `${VERSIONS}/:version/restoreVersion`,
    units: 2,
    roles: WRITE,
    handle: restore,
  },
]

function all(
  item: Item,
): { id: string; size: number; lastModifiedDateTime: string; lastModifiedBy: object }[] {
  const current = {
    number: versionNumber(item),
    content: item.content,
    modified: item.modified,
    modifiedBy: item.modifiedBy,
  }
  return [current, ...(item.versions ?? []).toReversed()].map((version) => ({
    id: `${version.number}.0`,
    size: version.content?.size ?? 0,
    lastModifiedDateTime: iso(version.modified),
    lastModifiedBy: { user: version.modifiedBy },
  }))
}

function fileOf(c: Context): ReturnType<typeof itemOf> {
  const target = itemOf(c)
  if (!target.item.content) throw graphFailure(400, 'invalidRequest', 'Only files have versions.')
  return target
}

function list(c: Context): Reply {
  return { status: 200, json: { value: all(fileOf(c).item) } }
}

function get(c: Context): Reply {
  const version = all(fileOf(c).item).find(({ id }) => id === c.params.version)
  return version ? { status: 200, json: version } : gone()
}

function content(c: Context): Reply {
  const { drive, item } = fileOf(c)
  const number = numberOf(c)
  if (number === versionNumber(item)) {
    return graphError(400, 'invalidRequest', 'You cannot get the content of the current version.')
  }
  if (!item.versions?.some((version) => version.number === number)) return gone()
  return { status: 302, headers: { Location: downloadUrl(c, drive, item, { version: number }) } }
}

function restore(c: Context): Reply {
  const { drive, item } = fileOf(c)
  drive.restoreVersion(item.id, numberOf(c))
  return { status: 204 }
}

function remove(c: Context): Reply {
  const { drive, item } = fileOf(c)
  if (numberOf(c) === versionNumber(item))
    return graphError(400, 'invalidRequest', 'The current version cannot be deleted.')
  drive.deleteVersion(item.id, numberOf(c))
  return { status: 204 }
}

function numberOf(c: Context): number {
  return Number.parseInt(c.params.version ?? '', 10)
}

function gone(): Reply {
  return graphError(404, 'itemNotFound', 'The version could not be found.')
}
