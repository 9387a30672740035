import { type Context, graphFailure } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import { guidOf } from '../model/ids.ts'
import type { Item, ItemPermission } from '../model/item.ts'
import { downloadUrl } from './download-url.ts'
import { applyingPermissions, permissionJson } from './permission-json.ts'

export function etagOf(item: Item): string {
  return `"{${guidOf(item.id)}},${item.etag}"`
}

export function ctagOf(item: Item): string {
  return `"c:{${guidOf(item.id)}},${item.ctag}"`
}

export interface ItemJsonOptions {
  /** Names asked for; everything without. */
  readonly select: ReadonlySet<string> | undefined
  /** In a delta: no cTag, as OneDrive for Business answers. */
  readonly delta?: boolean
  /** `Prefer: hierarchicalsharing`: sharing is told only where it begins. */
  readonly sharingRoots?: boolean
}

type Json = Record<string, unknown>
type Property = (item: Item, drive: Drive, c: Context, options: ItemJsonOptions) => unknown

/** What an item says of itself, property by property. A property that gives undefined is left out. */
const PROPERTIES: Readonly<Record<string, Property>> = {
  '@microsoft.graph.downloadUrl': (item, drive, c) =>
    item.content && !isQuirky(c, 'download-url-absent', item, drive)
      ? downloadUrl(c, drive, item)
      : undefined,
  id: (item) => item.id,
  name: (item) => item.name,
  size: (item, drive, c) =>
    item.remote ? undefined : item.size + (quirkValue(c, 'size-mismatch', item, drive) ?? 0),
  eTag: (item) => etagOf(item),
  cTag: (item, _, __, { delta }) => (item.children || delta ? undefined : ctagOf(item)),
  createdDateTime: (item) => iso(item.created),
  lastModifiedDateTime: (item) => iso(item.modified),
  createdBy: (item) => ({ user: item.createdBy }),
  lastModifiedBy: (item) => ({ user: item.modifiedBy }),
  description: (item) => item.description,
  webUrl: (item, drive, c) => webUrl(item, drive, c),
  parentReference: (item, drive, c) => parentReference(item, drive, c),
  fileSystemInfo: (item) => ({
    createdDateTime: iso(item.fileCreated),
    lastModifiedDateTime: iso(item.fileModified),
  }),
  file: (item, drive, c) =>
    item.content ? { mimeType: item.mimeType, ...hashes(item, drive, c) } : undefined,
  folder: (item) => (item.children && !item.package?.bare ? { childCount: item.children.size } : undefined),
  package: (item) => (item.package ? { type: item.package.type } : undefined),
  root: (item) => (item.parent ? undefined : {}),
  malware: (item) => (item.malware ? { description: 'Virus:DOS/EICAR_Test_File' } : undefined),
  remoteItem: (item) => remoteItem(item),
  shared: (item, _, __, { sharingRoots }) => sharedFacet(item, sharingRoots ?? false),
  publication: (item) =>
    item.checkedOutBy ? { level: 'checkout', versionId: `${versionNumber(item)}.0` } : undefined,
  sharepointIds: (item, drive) => ({
    listItemUniqueId: guidOf(item.id).toLowerCase(),
    tenantId: drive.owner.id,
  }),
}

/** Sent only when they are asked for by name. */
const SELECT_ONLY = new Set(['publication', 'sharepointIds'])
const ENTRIES = Object.entries(PROPERTIES)
const NAMES = new Map(Object.keys(PROPERTIES).map((name) => [name.toLowerCase(), name]))

/** Reads `$select` into property names; undefined means everything. */
export function readItemSelect(c: Context): ReadonlySet<string> | undefined {
  const text = c.query.get('$select')
  if (!text) return undefined
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  return new Set(
    names.map((name) =>
      name === 'content.downloadurl' ? '@microsoft.graph.downloadUrl' : (NAMES.get(name) ?? name),
    ),
  )
}

export function itemJson(item: Item, drive: Drive, c: Context, options: ItemJsonOptions): Json {
  const json: Json = {}
  const { select } = options
  for (const [name, property] of ENTRIES) {
    if (select ? !select.has(name) : SELECT_ONLY.has(name)) continue
    const value = property(item, drive, c, options)
    if (value !== undefined) json[name] = value
  }
  if (expandsPermissions(c)) json.permissions = applyingPermissions(drive, item).map(permissionJson)
  return json
}

/** `$expand=permissions`, which makes a request as dear as one for permissions. */
export function expandsPermissions(c: Context): boolean {
  return /\bpermissions\b/i.test(c.query.get('$expand') ?? '')
}

/** Without this preference, shortcuts into other drives are in no list (abraunegg/onedrive; onedrive-api-docs #1891). */
export function isListed(item: Item, c: Context): boolean {
  return !item.remote || /include-feature=addtoonedrive/i.test(String(c.headers.prefer ?? ''))
}

/** Texts of the latest times: the items of a listing share most of theirs. */
const TIMES = new Map<number, string>()
const MAX_TIMES = 4096

export function iso(ms: number): string {
  let text = TIMES.get(ms)
  if (text === undefined) {
    if (TIMES.size >= MAX_TIMES) TIMES.clear()
    text = new Date(ms).toISOString().replace('.000Z', 'Z')
    TIMES.set(ms, text)
  }
  return text
}

export function parseTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const ms = Date.parse(value)
  if (Number.isNaN(ms)) throw graphFailure(400, 'invalidRequest', `The value '${value}' is no date and time.`)
  return ms
}

export function versionNumber(item: Item): number {
  return (item.versions?.at(-1)?.number ?? 0) + 1
}

function hashes(item: Item, drive: Drive, c: Context): Json {
  // The service has no hash for OneNote's files.
  if (
    item.mimeType === 'application/msonenote' ||
    item.name.endsWith('.onetoc2') ||
    isQuirky(c, 'hash-absent', item, drive)
  )
    return {}
  const wrong = isQuirky(c, 'hash-mismatch', item, drive)
  return { hashes: { quickXorHash: wrong ? 'AAAAAAAAAAAAAAAAAAAAAAAAAAE=' : item.content?.hash() } }
}

function parentReference(item: Item, drive: Drive, c: Context): Json {
  const { parent } = item
  const reference: Json = { driveType: 'business', driveId: drive.id }
  if (!parent) return reference
  reference.id = parent.id
  reference.name = parent.name
  if (!isQuirky(c, 'delta-no-path', item, drive)) {
    reference.path = `/drives/${drive.id}/root:${encodedPath(parent, drive, c)}`
  }
  return reference
}

function webUrl(item: Item, drive: Drive, c: Context): string {
  const { parent } = item
  const path = parent ? `${encodedPath(parent, drive, c)}/${encodeURIComponent(item.name)}` : ''
  return `https://${c.emulator.sharepointHost}/personal/${drive.siteName}/Documents${path}`
}

/** Paths of the folders of one answer: most of its items lie in a few. */
const PATHS = new WeakMap<Context, Map<Item, string>>()

/** `/Documents/Plans%202026`; nothing for the root. */
function encodedPath(folder: Item, drive: Drive, c: Context): string {
  let paths = PATHS.get(c)
  if (!paths) {
    paths = new Map()
    PATHS.set(c, paths)
  }
  let path = paths.get(folder)
  if (path === undefined) {
    const names = drive.pathOf(folder).split('/').filter(Boolean)
    path = names.map((name) => `/${encodeURIComponent(name)}`).join('')
    paths.set(folder, path)
  }
  return path
}

function remoteItem(item: Item): Json | undefined {
  const { remote } = item
  if (!remote) return undefined
  return {
    id: remote.id,
    name: remote.name,
    size: remote.size,
    parentReference: { driveId: remote.driveId, driveType: 'business' },
    ...(remote.kind === 'file' ? { file: {} } : { folder: { childCount: 0 } }),
  }
}

/** The widest scope of the permissions that apply; with `roots`, only of those set on the item itself. */
function sharedFacet(item: Item, roots: boolean): Json | undefined {
  const own = item.permissions ?? []
  if (roots && !item.parent && own.length === 0) return {}
  const applying: ItemPermission[] = [...own]
  if (!roots) for (let at = item.parent; at; at = at.parent) applying.push(...(at.permissions ?? []))
  if (applying.length === 0) return undefined
  const scopes = applying.map((permission) => permission.link?.scope ?? 'users')
  const scope = (['anonymous', 'organization', 'users'] as const).find((candidate) =>
    scopes.includes(candidate),
  )
  return { scope, owner: { user: item.createdBy } }
}

function isQuirky(c: Context, quirk: string, item: Item, drive: Drive): boolean {
  const { faults } = c.emulator
  return (
    faults.active && faults.find(quirk, { drive: drive.id, item: item.id, name: item.name }) !== undefined
  )
}

function quirkValue(c: Context, quirk: string, item: Item, drive: Drive): number | undefined {
  const { faults } = c.emulator
  if (!faults.active || !item.content) return undefined
  const found = faults.find(quirk, { drive: drive.id, item: item.id, name: item.name })
  return found && Number(found.value ?? 1)
}
