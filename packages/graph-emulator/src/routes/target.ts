import { missingDriveReply } from '../faults/missing-drive.ts'
import { type Context, graphFailure, ReplyError } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import type { Item } from '../model/item.ts'

/** The drive of a request, by its id or its owner. */
export function driveOf(c: Context): Drive {
  const { drive: id, user } = c.params
  if (id) {
    const drive = c.tenant.drive(id)
    if (!drive) throw graphFailure(404, 'itemNotFound', 'The resource could not be found.')
    return drive
  }
  return driveOfUser(c, user ?? '')
}

/** A person's drive, or the answer that says in one of many ways that there is none. */
export function driveOfUser(c: Context, idOrName: string): Drive {
  const user = c.tenant.user(idOrName)
  if (!user)
    throw graphFailure(
      404,
      'Request_ResourceNotFound',
      `Resource '${idOrName}' does not exist or one of its queried reference-property objects are not present.`,
    )
  const quirk = c.emulator.faults.active
    ? c.emulator.faults.find('drive-missing', { user: user.id })
    : undefined
  if (quirk) throw new ReplyError(missingDriveReply(quirk.value))
  const missing = c.tenant.missingDrive(user.id)
  if (missing || !user.drive) throw new ReplyError(missingDriveReply(missing))
  return user.drive
}

export interface Target {
  readonly drive: Drive
  readonly item: Item
}

/** The item of a request; 404 when there is none. */
export function itemOf(c: Context): Target {
  const drive = driveOf(c)
  const base = drive.item(c.params.item ?? 'root')
  const item = base && c.params.path !== undefined ? drive.at(c.params.path, base) : base
  if (!item) throw graphFailure(404, 'itemNotFound', 'The resource could not be found.')
  return { drive, item }
}

/** The place of a request that may create something: an existing item, or a name in a folder. */
export type Place =
  | { readonly drive: Drive; readonly item: Item }
  | { readonly drive: Drive; readonly item?: undefined; readonly parent: Item; readonly name: string }

export function placeOf(c: Context): Place {
  const drive = driveOf(c)
  const base = drive.item(c.params.item ?? 'root')
  const path = c.params.path
  if (base && !path) return { drive, item: base }
  const names = (path ?? '').split('/').filter((name) => name !== '')
  const name = names.pop() ?? ''
  const parent = base && drive.at(names.join('/'), base)
  if (!parent) throw graphFailure(404, 'itemNotFound', 'The resource could not be found.')
  const item = parent.children?.get(name.toLowerCase())
  return item ? { drive, item } : { drive, parent, name }
}

/** 412 when an If-Match header names another state of the item. */
export function checkMatch(c: Context, item: Item, etagOf: (item: Item) => readonly string[]): void {
  const wanted = c.headers['if-match']
  if (!wanted || wanted === '*') return
  const bare = (tag: string): string => tag.replaceAll('"', '').trim()
  if (!etagOf(item).map(bare).includes(bare(wanted))) {
    throw graphFailure(412, 'resourceModified', 'The resource has changed.', 'entityTagDoesNotMatch')
  }
}

export type Conflict = 'fail' | 'replace' | 'rename'

/** The conflict rule of a query or body, under any of the names that clients use. */
export function conflictOf(
  source: URLSearchParams | Readonly<Record<string, unknown>>,
  fallback: Conflict,
): Conflict {
  const names = ['@microsoft.graph.conflictBehavior', '@name.conflictBehavior']
  const value = names
    .map((name) => (source instanceof URLSearchParams ? source.get(name) : source[name]))
    .find((candidate) => typeof candidate === 'string')
  return value === 'fail' || value === 'replace' || value === 'rename' ? value : fallback
}
