import type { Clock, Random } from '@holdfast/base'
import { graphFailure } from '../http/route.ts'
import { type Content, type ContentSource, makeContent } from './content.ts'
import { type DriveState, restoreItems, storeItem } from './drive-state.ts'
import { driveIdFor, driveTag, itemId, rootItemId } from './ids.ts'
import type { Identity, Item, ItemPermission, RemoteTarget, Tombstone } from './item.ts'
import { mimeTypeOf } from './mime-types.ts'
import { invalidName, MAX_PATH, nameProblem } from './names.ts'

export interface DriveOptions {
  readonly owner: { readonly id: string; readonly displayName: string; readonly userPrincipalName: string }
  readonly clock: Clock
  readonly random: Random
}

export interface Times {
  /** fileSystemInfo, milliseconds since 1970 (default: now). */
  readonly created?: number
  readonly modified?: number
}

export interface PutOptions extends Times {
  readonly mimeType?: string
  readonly by?: Identity
  /** Default `replace`. */
  readonly conflict?: 'fail' | 'replace' | 'rename'
}

const TIB = 2 ** 40
/** OneDrive for Business keeps so many versions by default. */
const MAX_VERSIONS = 500

/**
 * One OneDrive: a tree of items with a number for each change. Every change goes through here; what breaks a rule is
 * raised as the answer that Graph would give.
 */
export class Drive {
  readonly id: string
  readonly owner: DriveOptions['owner']
  /** The site of the owner in addresses: `adele_contoso_onmicrosoft_com`. */
  readonly siteName: string
  readonly ownerIdentity: Identity
  readonly root: Item
  /** Bytes that fit in. */
  quotaTotal = TIB
  /** Whether setting `fileSystemInfo` alone makes a version, as OneDrive for Business does. */
  versionOnTimes = true
  created: number
  readonly #clock: Clock
  readonly #random: Random
  readonly #tag: Buffer
  readonly #items = new Map<string, Item>()
  readonly #tombstones = new Map<string, Tombstone>()
  #seq = 0
  #files = 0

  constructor({ owner, clock, random }: DriveOptions) {
    this.id = driveIdFor(owner.id)
    this.owner = owner
    this.siteName = owner.userPrincipalName.toLowerCase().replace(/[^a-z0-9]/g, '_')
    this.ownerIdentity = { id: owner.id, displayName: owner.displayName, email: owner.userPrincipalName }
    this.#clock = clock
    this.#random = random
    this.#tag = driveTag(this.id)
    this.created = clock.now()
    this.root = this.#newItem(rootItemId(this.#tag), 'root', undefined, true, this.ownerIdentity, {})
    this.#items.set(this.root.id, this.root)
  }

  /** The number of the latest change. */
  get seq(): number {
    return this.#seq
  }

  get fileCount(): number {
    return this.#files
  }

  get itemCount(): number {
    return this.#items.size
  }

  item(id: string): Item | undefined {
    return id === 'root' ? this.root : this.#items.get(id)
  }

  items(): IterableIterator<Item> {
    return this.#items.values()
  }

  tombstones(): IterableIterator<Tombstone> {
    return this.#tombstones.values()
  }

  /** An item by its path from a folder (`Documents/a.txt`), without regard to case. */
  at(path: string, from: Item = this.root): Item | undefined {
    let at: Item | undefined = from
    for (const name of path.split('/').filter((part) => part !== ''))
      at = at?.children?.get(name.toLowerCase())
    return at
  }

  /** Makes a folder; one of that name that is there already is given (`conflict: 'fail'` raises instead). */
  createFolder(parentId: string, name: string, options: PutOptions = {}): Item {
    const parent = this.#folder(parentId)
    const existing = parent.children?.get(name.toLowerCase())
    if (existing && options.conflict !== 'rename') {
      if (options.conflict === 'fail' || !existing.children) throw nameTaken()
      return existing
    }
    const folder = this.#newItem(
      this.#newId(),
      this.#freeName(parent, name, existing),
      parent,
      true,
      options.by,
      options,
    )
    this.#insert(folder, parent)
    return folder
  }

  /** Makes a file or gives it a new content. */
  putFile(parentId: string, name: string, source: ContentSource | Content, options: PutOptions = {}): Item {
    const parent = this.#folder(parentId)
    const existing = parent.children?.get(name.toLowerCase())
    const content = 'hash' in source ? source : makeContent(source)
    this.#checkQuota(content.size - (existing?.content?.size ?? 0))
    if (existing && options.conflict !== 'rename') {
      if (options.conflict === 'fail' || !existing.content || existing.package) throw nameTaken()
      this.replaceContent(existing.id, content, options)
      return existing
    }
    const file = this.#newItem(
      this.#newId(),
      this.#freeName(parent, name, existing),
      parent,
      false,
      options.by,
      options,
    )
    file.content = content
    file.size = content.size
    file.mimeType = options.mimeType ?? mimeTypeOf(name)
    this.#insert(file, parent)
    return file
  }

  /** A new version of a file. */
  replaceContent(id: string, source: ContentSource | Content, options: PutOptions = {}): Item {
    const item = this.#file(id)
    const content = 'hash' in source ? source : makeContent(source)
    this.#keepVersion(item)
    this.#resize(item, content.size - item.size)
    item.content = content
    item.modifiedBy = options.by ?? this.ownerIdentity
    const now = this.#clock.now()
    item.modified = now
    item.fileModified = wholeSeconds(options.modified ?? now)
    if (options.created !== undefined) item.fileCreated = wholeSeconds(options.created)
    item.ctag++
    this.#touch(item)
    return item
  }

  rename(id: string, name: string): Item {
    const item = this.#existing(id)
    return this.move(id, item.parent?.id ?? '', name)
  }

  move(id: string, parentId: string, name?: string, conflict: 'fail' | 'replace' | 'rename' = 'fail'): Item {
    const item = this.#existing(id)
    const parent = this.#folder(parentId)
    if (!item.parent) throw graphFailure(400, 'invalidRequest', 'The root cannot be moved.')
    for (let at: Item | undefined = parent; at; at = at.parent) {
      if (at === item) throw graphFailure(400, 'invalidRequest', 'A folder cannot be moved into itself.')
    }
    const wanted = name ?? item.name
    const other = parent.children?.get(wanted.toLowerCase())
    const clash = other && other !== item ? other : undefined
    if (clash && conflict === 'fail') throw nameTaken()
    const free = this.#freeName(parent, wanted, conflict === 'rename' ? clash : undefined)
    if (clash && conflict === 'replace') this.delete(clash.id)
    item.parent.children?.delete(item.name.toLowerCase())
    this.#resizeAncestors(item, -item.size)
    item.name = free
    item.parent = parent
    parent.children?.set(free.toLowerCase(), item)
    this.#resizeAncestors(item, item.size)
    this.#touch(item)
    return item
  }

  /** Deletes an item and everything below it; each leaves a tombstone. */
  delete(id: string): void {
    const item = this.#existing(id)
    if (!item.parent) throw graphFailure(400, 'invalidRequest', 'The root cannot be deleted.')
    item.parent.children?.delete(item.name.toLowerCase())
    this.#resizeAncestors(item, -item.size)
    const pending = [item]
    for (let next = pending.pop(); next; next = pending.pop()) {
      this.#items.delete(next.id)
      if (next.content) this.#files--
      const folder = next.children !== undefined
      this.#tombstones.set(next.id, { id: next.id, parentId: next.parent?.id, folder, seq: ++this.#seq })
      pending.push(...(next.children?.values() ?? []))
    }
  }

  /** Sets name-less metadata. */
  update(id: string, change: Times & { description?: string }): Item {
    const item = this.#existing(id)
    if (change.created !== undefined || change.modified !== undefined) {
      if (this.versionOnTimes && item.content) this.#keepVersion(item)
      if (change.created !== undefined) item.fileCreated = wholeSeconds(change.created)
      if (change.modified !== undefined) item.fileModified = wholeSeconds(change.modified)
    }
    if (change.description !== undefined) item.description = change.description
    this.#touch(item)
    return item
  }

  /**
   * A OneNote notebook: a table of contents and two sections.
   * @param shape `folder`: package and folder facet, as seen in practice; `bare`: the package facet alone, as documented
   */
  createNotebook(
    parentId: string,
    name: string,
    shape: 'folder' | 'bare' = 'folder',
    options: PutOptions = {},
  ): Item {
    const notebook = this.createFolder(parentId, name, { ...options, conflict: 'fail' })
    notebook.package = { type: 'oneNote', bare: shape === 'bare' }
    const section = (title: string, fill: number): Buffer =>
      Buffer.concat([
        Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'),
        Buffer.from(`${title}\n`),
        Buffer.alloc(fill, title),
      ])
    const type = { ...options, mimeType: 'application/octet-stream' }
    this.putFile(notebook.id, 'Open Notebook.onetoc2', section('contents', 2_000), type)
    this.putFile(notebook.id, 'Notes.one', section('notes', 20_000), {
      ...options,
      mimeType: 'application/msonenote',
    })
    this.putFile(notebook.id, 'Meetings.one', section('meetings', 30_000), {
      ...options,
      mimeType: 'application/msonenote',
    })
    return notebook
  }

  /** A shortcut to an item of another drive. */
  createShortcut(parentId: string, name: string, target: RemoteTarget): Item {
    const parent = this.#folder(parentId)
    if (parent.children?.has(name.toLowerCase())) throw nameTaken()
    const item = this.#newItem(
      this.#newId(),
      this.#freeName(parent, name, undefined),
      parent,
      false,
      undefined,
      {},
    )
    item.remote = target
    this.#insert(item, parent)
    return item
  }

  setMalware(id: string, infected = true): void {
    const item = this.#file(id)
    item.malware = infected
    this.#touch(item)
  }

  /** Adds or replaces a permission on the item itself. */
  share(id: string, permission: Omit<ItemPermission, 'id'> & { readonly id?: string }): ItemPermission {
    const item = this.#existing(id)
    const added = { ...permission, id: permission.id ?? this.#random.bytes(16).toString('hex') }
    item.permissions = [...(item.permissions ?? []).filter((other) => other.id !== added.id), added]
    this.#touch(item)
    return added
  }

  unshare(id: string, permissionId: string): boolean {
    const item = this.#existing(id)
    const left = (item.permissions ?? []).filter((permission) => permission.id !== permissionId)
    const removed = left.length < (item.permissions?.length ?? 0)
    if (left.length === 0) delete item.permissions
    else item.permissions = left
    if (removed) this.#touch(item)
    return removed
  }

  /** Makes an earlier version the current one. */
  restoreVersion(id: string, number: number): void {
    const version = this.#file(id).versions?.find((candidate) => candidate.number === number)
    if (!version) throw notFound()
    this.replaceContent(id, version.content)
  }

  deleteVersion(id: string, number: number): void {
    const item = this.#file(id)
    item.versions = (item.versions ?? []).filter((version) => version.number !== number)
  }

  checkOut(id: string, by: string | undefined): void {
    const item = this.#file(id)
    if (by === undefined) delete item.checkedOutBy
    else item.checkedOutBy = by
  }

  /** Everything there is, for a state directory. */
  toState<C>(store: (content: Content) => C): DriveState<C> {
    return {
      created: this.created,
      seq: this.#seq,
      quotaTotal: this.quotaTotal,
      items: [...this.#items.values()].map((item) => storeItem(item, store)),
      tombstones: [...this.#tombstones.values()],
    }
  }

  /** Takes a stored state in place of the empty one. */
  loadState<C>(state: DriveState<C>, load: (content: C) => Content): void {
    this.created = state.created
    this.quotaTotal = state.quotaTotal
    this.#seq = state.seq
    for (const item of restoreItems(state.items, this.root, load)) {
      this.#items.set(item.id, item)
      if (item.content) this.#files++
    }
    for (const tombstone of state.tombstones) this.#tombstones.set(tombstone.id, tombstone)
  }

  /** Loses the trace of a deletion, as the service sometimes does. */
  forgetTombstone(id: string): void {
    this.#tombstones.delete(id)
  }

  /** The names from the root down to the item, joined by `/`. */
  pathOf(item: Item): string {
    const names: string[] = []
    for (let at = item; at.parent; at = at.parent) names.unshift(at.name)
    return names.join('/')
  }

  #newItem(
    id: string,
    name: string,
    parent: Item | undefined,
    folder: boolean,
    by: Identity | undefined,
    times: Times,
  ): Item {
    const now = this.#clock.now()
    const who = by ?? this.ownerIdentity
    const item: Item = {
      id,
      name,
      parent,
      size: 0,
      created: now,
      modified: now,
      fileCreated: wholeSeconds(times.created ?? times.modified ?? now),
      fileModified: wholeSeconds(times.modified ?? now),
      createdBy: who,
      modifiedBy: who,
      etag: 1,
      ctag: 1,
      seq: ++this.#seq,
    }
    return folder ? { ...item, children: new Map() } : item
  }

  #insert(item: Item, parent: Item): void {
    parent.children?.set(item.name.toLowerCase(), item)
    this.#items.set(item.id, item)
    if (item.content) this.#files++
    this.#resizeAncestors(item, item.size)
  }

  #touch(item: Item): void {
    item.etag++
    item.seq = ++this.#seq
  }

  #keepVersion(item: Item): void {
    if (!item.content) return
    const versions = item.versions ?? []
    const number = (versions.at(-1)?.number ?? 0) + 1
    versions.push({ number, content: item.content, modified: item.modified, modifiedBy: item.modifiedBy })
    item.versions = versions.slice(-MAX_VERSIONS)
  }

  #resize(item: Item, by: number): void {
    item.size += by
    this.#resizeAncestors(item, by)
  }

  #resizeAncestors(item: Item, by: number): void {
    for (let at = item.parent; at; at = at.parent) at.size += by
  }

  #checkQuota(more: number): void {
    if (this.root.size + more > this.quotaTotal)
      throw graphFailure(507, 'quotaLimitReached', 'The quota limit has been reached.')
  }

  #freeName(parent: Item, name: string, taken: Item | undefined): string {
    const problem = nameProblem(name)
    if (problem) throw invalidName(problem)
    if (this.pathOf(parent).length + 1 + name.length > MAX_PATH) {
      throw graphFailure(400, 'invalidRequest', 'The path is too long.', 'pathIsTooLong')
    }
    if (!taken) return name
    const dot = name.lastIndexOf('.')
    const at = dot > 0 ? dot : name.length
    for (let n = 1; ; n++) {
      const candidate = `${name.slice(0, at)} ${n}${name.slice(at)}`
      if (!parent.children?.has(candidate.toLowerCase())) return candidate
    }
  }

  #newId(): string {
    return itemId(this.#tag, this.#random.bytes(16))
  }

  #existing(id: string): Item {
    const item = this.item(id)
    if (!item) throw notFound()
    return item
  }

  #folder(id: string): Item {
    const item = this.#existing(id)
    if (!item.children) throw graphFailure(400, 'invalidRequest', 'The parent is not a folder.')
    return item
  }

  #file(id: string): Item {
    const item = this.#existing(id)
    if (!item.content) throw graphFailure(400, 'invalidRequest', 'The item is not a file.')
    return item
  }
}

/** OneDrive for Business keeps whole seconds. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000
}

function notFound(): Error {
  return graphFailure(404, 'itemNotFound', 'The resource could not be found.')
}

function nameTaken(): Error {
  return graphFailure(409, 'nameAlreadyExists', 'Name already exists')
}
