import { hasCode, QuickXorHash, Semaphore } from '@holdfast/base'
import type { DriveItem } from '@holdfast/graph'
import type { Id, TreeNode } from '@holdfast/repository'
import { engineErrors } from '../errors.ts'
import type { DriveTarget } from './drive-target.ts'
import type { RestoreOptions, RestoreResult } from './restore-options.ts'
import { RestoreTally } from './restore-tally.ts'
import { measureSelection, selectEntries, splitPath } from './selection.ts'
import { SnapshotFacts } from './snapshot-facts.ts'

export interface DriveRestoreOptions extends Omit<RestoreOptions, 'quarantined'> {
  readonly target: DriveTarget
  readonly driveId: string
  /** Folder of the target drive that receives the files, made when missing; the root when empty. */
  readonly folder?: string
}

/** Longest path that OneDrive takes, characters below the drive's root (graph documentation: 400). */
const MAX_PATH = 400

/**
 * Restores into a drive: the same one, another place in it, or another person's. Files that are there already with the
 * same content are left alone, so the same call finishes an interrupted restore. Times are set in the upload itself,
 * which makes no extra version. Nothing is ever deleted. What concerns the whole drive (no rights, no space) is raised.
 */
export async function restoreToDrive(options: DriveRestoreOptions): Promise<RestoreResult> {
  const { snapshot, include, concurrency = 4, signal, dryRun = false } = options
  const total = await measureSelection(snapshot, include)
  const tally = new RestoreTally(total, options.onProgress)
  const restore = new DriveRestore(options, tally, await SnapshotFacts.load(snapshot))
  const lanes = new Semaphore(concurrency)
  const under: Promise<void>[] = []
  const stop = new AbortController()
  await restore.openTarget()
  try {
    for await (const { path, node } of selectEntries(snapshot, include)) {
      signal?.throwIfAborted()
      if (stop.signal.aborted) break
      if (node.type === 'dir') {
        await restore.directory(path, node)
        continue
      }
      if (node.type !== 'file') continue
      const release = await lanes.acquire(1, signal)
      under.push(
        restore
          .file(path, node)
          .catch((error: unknown) => {
            if (signal?.aborted) return
            if (endsRestore(error)) stop.abort(error)
            tally.fail(path.join('/'), error, node.size ?? 0)
          })
          .finally(release),
      )
    }
  } finally {
    // Also after a cancel: what is under way gives its upload sessions back first.
    await Promise.all(under)
  }
  signal?.throwIfAborted()
  stop.signal.throwIfAborted()
  return tally.result(dryRun)
}

/** A full drive or a refused sign-in fails every further file as well. */
function endsRestore(error: unknown): boolean {
  return hasCode(error, 'HF_QUOTA_EXCEEDED', 'HF_SIGN_IN_FAILED')
}

/** A folder of the target drive. `id` is undefined while a dry run only imagines it. */
interface TargetFolder {
  readonly id: string | undefined
  readonly path: readonly string[]
  /** What is in it by lower-case name. */
  readonly entries: Map<string, DriveItem>
}

class DriveRestore {
  readonly #options: DriveRestoreOptions
  readonly #tally: RestoreTally
  readonly #facts: SnapshotFacts
  /** By path in the snapshot; undefined where the folder could not be made, so that what is below it fails too. */
  readonly #folders = new Map<string, TargetFolder | undefined>()

  constructor(options: DriveRestoreOptions, tally: RestoreTally, facts: SnapshotFacts) {
    this.#options = options
    this.#tally = tally
    this.#facts = facts
  }

  /** Finds or makes the folder that receives everything. */
  async openTarget(): Promise<void> {
    const { target, driveId, signal, folder = '' } = this.#options
    const root = await target.item(driveId, 'root', { ...(signal && { signal }) })
    let at = await this.#list(root.id, [])
    for (const name of splitPath(folder)) at = await this.#enter(at, name)
    this.#folders.set('', at)
  }

  async directory(path: readonly string[], node: TreeNode): Promise<void> {
    const parent = this.#folders.get(path.slice(0, -1).join('/'))
    const shown = path.join('/')
    this.#folders.set(shown, undefined)
    if (!parent) return
    try {
      this.#folders.set(shown, await this.#enter(parent, this.#facts.trueName(node.name)))
      this.#tally.folders++
    } catch (error) {
      this.#options.signal?.throwIfAborted()
      this.#tally.fail(shown, error, 0)
    }
  }

  async file(path: readonly string[], node: TreeNode): Promise<void> {
    const { conflict = 'fail', dryRun = false, target, driveId, signal, snapshot } = this.#options
    const shown = path.join('/')
    const folder = this.#folders.get(path.slice(0, -1).join('/'))
    if (!folder) throw engineErrors.HF_TARGET_FOLDER_MISSING({ path: shown })
    const name = this.#facts.trueName(node.name)
    const size = node.size ?? 0
    refuseLongPath([...folder.path, name])
    const existing = folder.entries.get(name.toLowerCase())
    let rule: 'fail' | 'replace' | 'rename' = 'fail'
    if (existing) {
      if (await this.#isIdentical(existing, node)) return this.#tally.fileDone('identical', size)
      this.#options.onConflict?.(shown)
      if (conflict === 'skip') return this.#tally.fileDone('skipped', size)
      if (conflict === 'fail' || !existing.file) throw engineErrors.HF_TARGET_EXISTS({ path: shown })
      rule = conflict === 'replace' ? 'replace' : 'rename'
      if (rule === 'replace') this.#tally.replaced++
      else this.#tally.keptBoth++
    }
    if (dryRun || folder.id === undefined) return this.#tally.fileDone('restored', size)
    const content = (offset: number): AsyncIterable<Uint8Array> =>
      snapshot.reader.readFile(node, { offset, ...(signal && { signal }) })
    await target.upload(
      driveId,
      { parentId: folder.id, name },
      {
        size,
        open: content,
        ...createdOf(node),
        lastModifiedDateTime: node.mtime,
        conflict: rule,
        ...(signal && { signal }),
        onProgress: (bytes) => this.#tally.moved(bytes),
      },
    )
    this.#tally.fileDone('restored', size)
  }

  /** Same bytes: by size and QuickXorHash. Where the drive lists no hash (OneNote), its bytes are fetched to make one. */
  async #isIdentical(existing: DriveItem, node: TreeNode): Promise<boolean> {
    if (!existing.file || (existing.size ?? 0) !== (node.size ?? 0)) return false
    if ((node.size ?? 0) === 0) return true
    const ours = this.#facts.hashOf((node.content ?? []) as Id[])
    if (ours === undefined) return false
    return ours === (existing.file.hashes?.quickXorHash ?? (await this.#hashOf(existing)))
  }

  async #hashOf(existing: DriveItem): Promise<string> {
    const { target, driveId, signal } = this.#options
    const hash = new QuickXorHash()
    for await (const part of target.download(driveId, existing.id, { ...(signal && { signal }) }))
      hash.update(part)
    return hash.digest()
  }

  async #enter(parent: TargetFolder, name: string): Promise<TargetFolder> {
    const path = [...parent.path, name]
    const existing = parent.entries.get(name.toLowerCase())
    if (existing) {
      if (existing.file) throw engineErrors.HF_TARGET_EXISTS({ path: path.join('/') })
      return await this.#list(existing.id, path)
    }
    refuseLongPath(path)
    const { target, driveId, signal, dryRun } = this.#options
    if (dryRun || parent.id === undefined) return { id: undefined, path, entries: new Map() }
    const made = await target.createFolder(driveId, parent.id, name, {
      conflict: 'fail',
      ...(signal && { signal }),
    })
    parent.entries.set(name.toLowerCase(), made)
    return { id: made.id, path, entries: new Map() }
  }

  async #list(id: string, path: readonly string[]): Promise<TargetFolder> {
    const { target, driveId, signal } = this.#options
    const entries = new Map<string, DriveItem>()
    for await (const item of target.children(driveId, id, { ...(signal && { signal }) })) {
      if (item.name !== undefined) entries.set(item.name.toLowerCase(), item)
    }
    return { id, path, entries }
  }
}

function refuseLongPath(path: readonly string[]): void {
  const shown = path.join('/')
  if (shown.length > MAX_PATH)
    throw engineErrors.HF_TARGET_PATH_TOO_LONG({ path: shown, length: shown.length, limit: MAX_PATH })
}

/** The creation time that the backup put into the node (a Windows FILETIME in two halves). */
function createdOf(node: TreeNode): { createdDateTime?: string } {
  const value = node.genericAttributes?.['windows.creation_time'] as
    | { LowDateTime?: number; HighDateTime?: number }
    | undefined
  if (typeof value?.LowDateTime !== 'number' || typeof value.HighDateTime !== 'number') return {}
  const hundredNanoseconds = BigInt(value.HighDateTime) * 2n ** 32n + BigInt(value.LowDateTime)
  const milliseconds = Number(hundredNanoseconds / 10_000n) - 11_644_473_600_000
  return { createdDateTime: new Date(milliseconds).toISOString() }
}
