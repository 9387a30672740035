import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { RestoreOptions, RestoreResult } from './restore-options.ts'
import { RestoreTally } from './restore-tally.ts'
import { measureSelection, selectEntries } from './selection.ts'

export type ZipExportOptions = Pick<
  RestoreOptions,
  'snapshot' | 'include' | 'quarantined' | 'signal' | 'onProgress'
>

export interface ZipExport {
  /** The bytes of the archive (ZIP64 where needed), made while they are read. */
  readonly stream: Readable
  /** Settles when the last byte was made; rejects with what went wrong, and the stream then ends with that error. */
  readonly result: Promise<RestoreResult>
}

/** Packs a selection of a snapshot into a ZIP archive as a stream: nothing of it is held in memory or on disk. */
export function exportZip(options: ZipExportOptions): ZipExport {
  const zip = new ZipFile()
  const stream = zip.outputStream as Readable
  const result = fill(zip, options)
  result.catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return { stream, result }
}

async function fill(zip: ZipFile, options: ZipExportOptions): Promise<RestoreResult> {
  const { snapshot, include, quarantined, signal, onProgress } = options
  const tally = new RestoreTally(await measureSelection(snapshot, include, { quarantined }), onProgress)
  const ended = new Promise<void>((resolve, reject) => {
    zip.outputStream.once('end', resolve)
    zip.outputStream.once('error', reject)
    zip.on('error', reject)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // Raised when the archive is awaited below; until then nobody listens.
  ended.catch(() => {})
  for await (const { path, node } of selectEntries(snapshot, include, { quarantined })) {
    signal?.throwIfAborted()
    const entry = { mtime: new Date(node.mtime) }
    const name = path.join('/')
    if (node.type === 'dir') {
      tally.folders++
      zip.addEmptyDirectory(name, entry)
    } else if (node.type === 'file') {
      const size = node.size ?? 0
      zip.addReadStreamLazy(name, { ...entry, size, mode: 0o100644 }, (ready) => {
        const content = Readable.from(snapshot.reader.readFile(node, { ...(signal && { signal }) }), {
          objectMode: false,
        })
        content.once('end', () => tally.fileDone('restored', size))
        ready(null, content)
      })
    }
  }
  zip.end()
  await ended
  return tally.result(false)
}
