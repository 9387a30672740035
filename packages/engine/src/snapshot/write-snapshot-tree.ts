import { type BlobWriter, compareNames, type Id, type TreeNode } from '@holdfast/repository'
import type { PermissionRow, VersionRow } from '../backup/capture-details.ts'
import type { Failure } from '../backup/failure-ledger.ts'
import { encodeJsonLines, encodeRows } from '../items/items-file.ts'
import type { QuarantinedFile } from '../quarantine/quarantine.ts'
import { nodeName } from '../trees/node-name.ts'
import {
  type DriveState,
  FILES_DIRECTORY,
  METADATA_DIRECTORY,
  METADATA_FILES,
  QUARANTINE_DIRECTORY,
} from './drive-state.ts'
import { metadataDirectory, metadataFile } from './metadata-node.ts'

export interface SnapshotContents {
  readonly filesTree: Id
  readonly state: DriveState
  /** Rows of the item table, in order of their ids. */
  readonly items: Iterable<Uint8Array>
  readonly permissions: Iterable<PermissionRow>
  readonly versions: Iterable<VersionRow>
  readonly failures: Iterable<Failure>
  readonly quarantine: readonly QuarantinedFile[]
}

/** Writes `.holdfast/` and the top directory that holds it beside `OneDrive/`; gives the tree for the snapshot. */
export async function writeSnapshotTree(
  writer: BlobWriter,
  contents: SnapshotContents,
  takenAt: number,
): Promise<Id> {
  const file = async (name: string, content: AsyncIterable<Buffer>): Promise<TreeNode> =>
    metadataFile(name, await writer.writeFile(content, { chunking: 'metadata' }), takenAt)
  const directory = (name: string, subtree: Id): TreeNode => metadataDirectory(name, subtree, takenAt)
  const nodes = [
    await file(METADATA_FILES.drive, pretty(contents.state)),
    await file(METADATA_FILES.items, encodeRows(contents.items)),
    await file(METADATA_FILES.permissions, encodeJsonLines(contents.permissions)),
    await file(METADATA_FILES.versions, encodeJsonLines(contents.versions)),
    await file(METADATA_FILES.failures, encodeJsonLines(contents.failures)),
  ]
  if (contents.quarantine.length > 0) {
    nodes.push(
      await file(METADATA_FILES.quarantine, encodeJsonLines(contents.quarantine)),
      directory(QUARANTINE_DIRECTORY, await writer.writeTree(quarantineNodes(contents.quarantine))),
    )
  }
  const metadata = await writer.writeTree(nodes.sort((a, b) => compareNames(a.name, b.name)))
  return await writer.writeTree([
    directory(METADATA_DIRECTORY, metadata),
    directory(FILES_DIRECTORY, contents.filesTree),
  ])
}

/** By id and without a right to run it: whoever restores the snapshot with restic finds a name that says nothing. */
function quarantineNodes(files: readonly QuarantinedFile[]): TreeNode[] {
  return files
    .map(({ id, size, modified, blobs }) => ({
      ...metadataFile(nodeName(id, id), { size, content: [...blobs] }, modified),
      mode: 0o400,
    }))
    .sort((a, b) => compareNames(a.name, b.name))
}

async function* pretty(value: unknown): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)
}
