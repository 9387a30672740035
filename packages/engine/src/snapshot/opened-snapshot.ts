import type { BlobIndex, BlobReader, Id, Snapshot, TreeNode } from '@holdfast/repository'
import type { PermissionRow, VersionRow } from '../backup/capture-details.ts'
import { decodeFailure, type Failure } from '../backup/failure-ledger.ts'
import { engineErrors } from '../errors.ts'
import type { Item } from '../items/item.ts'
import { decodeItem } from '../items/item-row.ts'
import { ItemTable } from '../items/item-table.ts'
import { decodeJsonLines, linesIn, wholeLines } from '../items/items-file.ts'
import type { QuarantinedFile } from '../quarantine/quarantine.ts'
import { type DriveState, FILES_DIRECTORY, METADATA_DIRECTORY, METADATA_FILES } from './drive-state.ts'

/** What a snapshot is read by: a vault that this process opened, or one that another process has. */
export type SnapshotReader = Pick<BlobReader, 'readTree' | 'readFile' | 'blobSize'>

/** Reads one snapshot that Holdfast wrote: its files, and what lies in `.holdfast/`. */
export class OpenedSnapshot {
  readonly snapshot: Snapshot
  readonly reader: SnapshotReader
  readonly #metadata: ReadonlyMap<string, TreeNode>
  /** The tree blob of `OneDrive/`. */
  readonly filesTree: Id

  private constructor(
    snapshot: Snapshot,
    reader: SnapshotReader,
    filesTree: Id,
    metadata: ReadonlyMap<string, TreeNode>,
  ) {
    this.snapshot = snapshot
    this.reader = reader
    this.filesTree = filesTree
    this.#metadata = metadata
  }

  /** Raises HF_METADATA_MISSING when the snapshot does not have both directories. */
  static async open(snapshot: Snapshot, reader: SnapshotReader): Promise<OpenedSnapshot> {
    const top = await reader.readTree(snapshot.tree)
    const filesTree = top.find((node) => node.name === FILES_DIRECTORY)?.subtree
    const metadataTree = top.find((node) => node.name === METADATA_DIRECTORY)?.subtree
    if (!filesTree || !metadataTree) {
      const file = filesTree ? METADATA_DIRECTORY : FILES_DIRECTORY
      throw engineErrors.HF_METADATA_MISSING({ snapshot: snapshot.id.slice(0, 8), file })
    }
    const metadata = await reader.readTree(metadataTree)
    return new OpenedSnapshot(snapshot, reader, filesTree, new Map(metadata.map((node) => [node.name, node])))
  }

  /** Whether the vault has all of `.holdfast/`, as far as the index knows. */
  isWhole(index: BlobIndex): boolean {
    return [...this.#metadata.values()].every((node) =>
      (node.content ?? []).every((id) => index.has('data', id)),
    )
  }

  async driveState(): Promise<DriveState> {
    const parts: Buffer[] = []
    for await (const part of this.#read(METADATA_FILES.drive)) parts.push(part)
    try {
      return JSON.parse(Buffer.concat(parts).toString('utf8')) as DriveState
    } catch (cause) {
      throw engineErrors.HF_METADATA_DAMAGED({ file: METADATA_FILES.drive }, { cause })
    }
  }

  items(): AsyncGenerator<Item> {
    return decodeJsonLines(this.#read(METADATA_FILES.items), METADATA_FILES.items, decodeItem)
  }

  /** The item table as it is stored. Raises HF_METADATA_DAMAGED. */
  async itemTable(): Promise<ItemTable> {
    const table = new ItemTable()
    for await (const block of wholeLines(this.#read(METADATA_FILES.items))) {
      try {
        for (const [from, to] of linesIn(block)) table.loadRow(block, from, to)
      } catch (cause) {
        throw engineErrors.HF_METADATA_DAMAGED({ file: METADATA_FILES.items }, { cause })
      }
    }
    return table
  }

  failures(): AsyncGenerator<Failure> {
    return decodeJsonLines(this.#read(METADATA_FILES.failures), METADATA_FILES.failures, decodeFailure)
  }

  /** The files whose content lies in quarantine. */
  async *quarantined(): AsyncGenerator<QuarantinedFile> {
    if (this.#metadata.has(METADATA_FILES.quarantine))
      yield* decodeJsonLines<QuarantinedFile>(
        this.#read(METADATA_FILES.quarantine),
        METADATA_FILES.quarantine,
      )
  }

  permissions(): AsyncGenerator<PermissionRow> {
    return decodeJsonLines(this.#read(METADATA_FILES.permissions), METADATA_FILES.permissions)
  }

  versions(): AsyncGenerator<VersionRow> {
    return decodeJsonLines(this.#read(METADATA_FILES.versions), METADATA_FILES.versions)
  }

  #read(file: string): AsyncIterable<Buffer> {
    const node = this.#metadata.get(file)
    if (!node) throw engineErrors.HF_METADATA_MISSING({ snapshot: this.snapshot.id.slice(0, 8), file })
    return this.reader.readFile(node)
  }
}
