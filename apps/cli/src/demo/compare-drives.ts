import { createHash } from 'node:crypto'
import { Semaphore } from '@holdfast/base'
import { ONENOTE_FOLDER } from '@holdfast/engine'
import type { DriveItem, GraphClient } from '@holdfast/graph'

export interface Comparison {
  readonly identical: boolean
  /** Files compared byte by byte. */
  readonly files: number
  readonly bytes: number
  /** Paths that are missing, additional or different, at most 20. */
  readonly differences: readonly string[]
}

export interface CompareOptions {
  readonly client: GraphClient
  readonly sourceDrive: string
  readonly targetDrive: string
  /** Paths (as in the snapshot) that are known not to be in the backup. */
  readonly except: ReadonlySet<string>
  /** Where the bytes of a source file come from, if not from the source drive. */
  readonly readSource?: (path: string) => AsyncIterable<Uint8Array> | undefined
  readonly signal: AbortSignal
  readonly onFile?: (bytes: number) => void
}

/** Compares two drives: names, folders, and every byte of every file. Notebooks are expected under `OneNoteFolder`. */
export async function compareDrives(options: CompareOptions): Promise<Comparison> {
  const { client, sourceDrive, targetDrive, except, signal } = options
  const source = await listDrive(client, sourceDrive, signal)
  const target = await listDrive(client, targetDrive, signal)
  const differences: string[] = []
  let files = 0
  let bytes = 0
  for (const path of target.keys())
    if (!source.has(path)) differences.push(`${path}: is only in the restored drive`)
  const lanes = new Semaphore(8)
  const compareOne = async (path: string, item: DriveItem): Promise<void> => {
    const other = target.get(path)
    if (!other) differences.push(`${path}: is missing`)
    else if (item.file && other.file) {
      const content =
        options.readSource?.(path) ?? client.download(sourceDrive, item.id, { ...urlOf(item), signal })
      const [mine, theirs] = await Promise.all([
        digest(content),
        digest(client.download(targetDrive, other.id, { ...urlOf(other), signal })),
      ])
      if (mine.hash !== theirs.hash)
        differences.push(`${path}: ${mine.bytes} bytes became ${theirs.bytes}, or differ`)
      if (item.fileSystemInfo?.lastModifiedDateTime !== other.fileSystemInfo?.lastModifiedDateTime)
        differences.push(`${path}: has another time`)
      files++
      bytes += theirs.bytes
      options.onFile?.(theirs.bytes)
    } else if (Boolean(item.file) !== Boolean(other.file))
      differences.push(`${path}: became another kind of item`)
  }
  const wanted = [...source].filter(([path]) => !except.has(path))
  await Promise.all(wanted.map(([path, item]) => lanes.run(() => compareOne(path, item), 1, signal)))
  return { identical: differences.length === 0, files, bytes, differences: differences.slice(0, 20) }
}

/** All items by their path in a snapshot; shortcuts are pointers, and not restored. */
async function listDrive(
  client: GraphClient,
  driveId: string,
  signal: AbortSignal,
): Promise<Map<string, DriveItem>> {
  const items = new Map<string, DriveItem>()
  for await (const page of client.delta(driveId, { signal }))
    for (const item of page.items) items.set(item.id, item)
  const byPath = new Map<string, DriveItem>()
  for (const item of items.values()) {
    if (item.root || item.remoteItem) continue
    for (const path of pathsOf(item, items)) if (!byPath.has(path)) byPath.set(path, item)
  }
  return byPath
}

/** The path of an item; of a notebook also those of the folders that hold it under `OneNoteFolder`. */
function pathsOf(item: DriveItem, items: ReadonlyMap<string, DriveItem>): string[] {
  const chain: DriveItem[] = []
  for (let at: DriveItem | undefined = item; at && !at.root; at = items.get(at.parentReference?.id ?? ''))
    chain.unshift(at)
  const names = chain.map(({ name = '' }) => name)
  const notebook = chain.findIndex((entry) => entry.package)
  if (notebook < 0 || names[0] === ONENOTE_FOLDER) return [names.join('/')]
  const placed = [ONENOTE_FOLDER, ...names]
  const paths = [placed.join('/')]
  if (notebook === chain.length - 1)
    for (let i = 1; i <= notebook + 1; i++) paths.push(placed.slice(0, i).join('/'))
  return paths
}

function urlOf(item: DriveItem): { url?: string } {
  const url = item['@microsoft.graph.downloadUrl']
  return url ? { url } : {}
}

async function digest(content: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of content) {
    hash.update(part)
    bytes += part.length
  }
  return { hash: hash.digest('hex'), bytes }
}
