import type { Clock, QuickXorHash } from '@holdfast/base'
import {
  type BlobWriter,
  CHECKPOINT_TAG,
  compareNames,
  type Id,
  type Repository,
  type TreeNode,
} from '@holdfast/repository'
import type { Item, StoredContent } from '../items/item.ts'
import { encodeJsonLines } from '../items/items-file.ts'
import { metadataDirectory, metadataFile } from '../snapshot/metadata-node.ts'
import {
  CHECKPOINT_FILES,
  CHECKPOINT_HOST,
  type CheckpointDrive,
  type CheckpointRow,
  type PartialFile,
} from './checkpoint-format.ts'
import type { OpenedCheckpoint } from './opened-checkpoint.ts'

export interface CheckpointerOptions {
  readonly repository: Repository
  readonly writer: BlobWriter
  readonly driveId: string
  readonly clock: Clock
  /** Milliseconds between two checkpoints at least (default 10 s). */
  readonly interval?: number
  /** Goes on from what an earlier run left. */
  readonly earlier?: OpenedCheckpoint
}

const INTERVAL = 10_000
const LONGEST_INTERVAL = 300_000
/** Files after which it is time for one, whatever the clock says: they make one directory of the checkpoint. */
const MAX_ROWS = 20_000
/** Nodes that are encoded at once: a node takes far more memory than the row it is made of. */
const NODES_A_FOLDER = 500
/** A checkpoint closes the packs that are being filled: rare enough not to be felt, often enough that a kill costs little. */
const SHARE_OF_RUN = 20

/**
 * Saves from time to time what a run has fetched, so that a run after a kill downloads none of it again. Costs in
 * proportion to what was added since the last time, whatever the size of the drive.
 * Dispose of it to stop.
 */
export class Checkpointer implements Disposable {
  readonly #options: CheckpointerOptions
  readonly #startedAt: number
  #parts: readonly TreeNode[]
  /** Checkpoints in the vault, oldest first: all are replaced by the next one. */
  #saved: Id[]
  #rows: CheckpointRow[] = []
  /** Whether the last save failed: then only time brings another one, however many rows wait. */
  #failed = false
  readonly #open = new Map<string, OpenFile>()
  #advanced = false
  #savedAt: number
  #saving: Promise<void> | undefined
  #waiting = false
  readonly #stop = new AbortController()

  constructor(options: CheckpointerOptions) {
    this.#options = options
    this.#startedAt = options.clock.now()
    this.#savedAt = this.#startedAt
    this.#parts = [...(options.earlier?.parts ?? [])]
    this.#saved = (options.earlier?.snapshots ?? []).map(({ id }) => id)
  }

  /** Takes note of a file whose content the writer has accepted. */
  finished(id: string, stored: StoredContent): void {
    this.#rows.push({ id, stored })
    this.#open.delete(id)
    this.#saveWhenDue()
  }

  /** Takes note of how far a large file has come; `blobs` and `hash` go on changing. */
  advanced(item: Item, blobs: readonly Id[], hash: QuickXorHash): void {
    this.#open.set(item.id, { item, blobs, hash })
    this.#advanced = true
    this.#saveWhenDue()
  }

  /** A file that failed: its beginning is of no more use. */
  dropped(id: string): void {
    this.#open.delete(id)
  }

  /** Saves what is new, if anything is. */
  async save(): Promise<void> {
    await this.settled()
    if (this.#rows.length === 0 && !this.#advanced) return
    const saving = this.#save().finally(() => {
      this.#saving = undefined
      this.#savedAt = this.#options.clock.now()
    })
    this.#saving = saving
    await saving
    // What came meanwhile has its turn, too, even when nothing else comes for a while.
    if (this.#rows.length > 0) this.#saveWhenDue()
  }

  /** Waits for a save that is under way, whatever becomes of it: whoever began it knows. */
  async settled(): Promise<void> {
    await this.#saving?.catch(() => {})
  }

  /** Removes all checkpoints: the work is finished. */
  async remove(): Promise<void> {
    await this.settled()
    this.#rows = []
    this.#advanced = false
    await this.#removeSaved(this.#saved)
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
  }

  #saveWhenDue(): void {
    if (this.#saving !== undefined || this.#stop.signal.aborted) return
    const { clock, interval = INTERVAL } = this.#options
    const wait = Math.max(
      interval,
      Math.min((this.#savedAt - this.#startedAt) / SHARE_OF_RUN, LONGEST_INTERVAL),
    )
    const left = this.#savedAt + wait - clock.now()
    if (left > 0 && (this.#failed || this.#rows.length < MAX_ROWS)) {
      this.#saveLater(left)
      return
    }
    this.#saveAside()
  }

  /** A checkpoint is a help, not a duty: when blobs cannot be stored, the writer says so to those who need them. */
  #saveAside(): void {
    this.save().catch(() => {})
  }

  #saveLater(ms: number): void {
    if (this.#waiting) return
    this.#waiting = true
    this.#options.clock.sleep(ms, this.#stop.signal).then(
      () => {
        this.#waiting = false
        if (this.#saving === undefined) this.#saveAside()
      },
      () => {},
    )
  }

  async #save(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    this.#advanced = false
    try {
      await this.#saveRows(rows)
      this.#failed = false
    } catch (error) {
      this.#failed = true
      this.#rows = [...rows, ...this.#rows]
      throw error
    }
    await this.#removeSaved(this.#saved.slice(0, -1))
  }

  async #saveRows(rows: readonly CheckpointRow[]): Promise<void> {
    const { repository, writer, driveId, clock } = this.#options
    const partials = [...this.#open.values()].map(toPartial)
    const now = clock.now()
    const parts = [...this.#parts]
    if (rows.length > 0) {
      const name = String(parts.length + 1).padStart(4, '0')
      parts.push(await this.#directory(name, rows, ({ stored }) => stored, now))
    }
    const drive: CheckpointDrive = { formatVersion: 1, driveId }
    const nodes = [...parts, await this.#file(CHECKPOINT_FILES.drive, [drive], now)]
    if (partials.length > 0) {
      nodes.push(await this.#directory(CHECKPOINT_FILES.open, partials, (partial) => partial, now))
    }
    const tree = await writer.writeTree(sorted(nodes))
    await writer.flush()
    const id = await repository.saveSnapshot({
      time: new Date(now).toISOString(),
      tree,
      paths: ['/unfinished'],
      hostname: CHECKPOINT_HOST,
      tags: [CHECKPOINT_TAG],
      programVersion: 'holdfast',
    })
    this.#saved.push(id)
    this.#parts = parts
  }

  /** One that cannot be removed now is removed with the next ones. */
  async #removeSaved(ids: readonly Id[]): Promise<void> {
    for (const id of ids) {
      await this.#options.repository.removeSnapshot(id)
      this.#saved = this.#saved.filter((saved) => saved !== id)
    }
  }

  /** Rows, and beside them a node for each: what keeps their blobs from being pruned. */
  async #directory<Row extends { readonly id: string }>(
    name: string,
    rows: readonly Row[],
    contentOf: (row: Row) => { readonly blobs: readonly Id[]; readonly size: number },
    now: number,
  ): Promise<TreeNode> {
    const folders: TreeNode[] = []
    for (let at = 0; at < rows.length; at += NODES_A_FOLDER) {
      const nodes = rows.slice(at, at + NODES_A_FOLDER).map((row) => {
        const { blobs, size } = contentOf(row)
        return metadataFile(encodeURIComponent(row.id), { content: [...blobs], size }, now)
      })
      const folder = await this.#options.writer.writeTree(sorted(nodes))
      folders.push(metadataDirectory(`${folders.length}`, folder, now))
    }
    const content = await this.#options.writer.writeTree(sorted(folders))
    const files = await this.#file(CHECKPOINT_FILES.rows, rows, now)
    const subtree = await this.#options.writer.writeTree(
      sorted([metadataDirectory(CHECKPOINT_FILES.content, content, now), files]),
    )
    return metadataDirectory(name, subtree, now)
  }

  async #file(name: string, rows: readonly unknown[], now: number): Promise<TreeNode> {
    const written = await this.#options.writer.writeFile(encodeJsonLines(rows), { chunking: 'metadata' })
    return metadataFile(name, written, now)
  }
}

interface OpenFile {
  readonly item: Item
  readonly blobs: readonly Id[]
  readonly hash: QuickXorHash
}

function toPartial({ item, blobs, hash }: OpenFile): PartialFile {
  return {
    id: item.id,
    ...(item.etag !== undefined && { etag: item.etag }),
    ...(item.hash !== undefined && { hash: item.hash }),
    ...(item.size !== undefined && { listedSize: item.size }),
    blobs: [...blobs],
    size: hash.length,
    state: hash.state,
  }
}

function sorted(nodes: TreeNode[]): TreeNode[] {
  return nodes.sort((a, b) => compareNames(a.name, b.name))
}
