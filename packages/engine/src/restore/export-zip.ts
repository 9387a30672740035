import { once } from 'node:events'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { RestoreFailure, RestoreOptions, RestoreResult } from './restore-options.ts'
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

/**
 * Packs a selection of a snapshot into a ZIP archive as a stream: nothing of it is held in memory or on disk. A file that
 * cannot be read is left out and listed, in the result and in the archive; one whose damage lies behind its first
 * megabytes fails the archive.
 */
export function exportZip(options: ZipExportOptions): ZipExport {
  const zip = new ZipFile()
  const stream = zip.outputStream as Readable
  const result = fill(zip, options)
  result.catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return { stream, result }
}

/** Names a file in the archive that says what is missing from it. */
const MISSING_LIST = 'Files that could not be restored.txt'

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
      const content = snapshot.reader.readFile(node, { ...(signal && { signal }) })
      const begun = await begin(content).catch((error: unknown) => {
        signal?.throwIfAborted()
        tally.fail(name, error, size)
      })
      if (!begun) continue
      const stream = Readable.from(begun, { objectMode: false })
      const done = once(stream, 'end')
      // An archive that was given up does not wait for it.
      done.catch(() => {})
      zip.addReadStream(stream, name, { ...entry, size, mode: 0o100644 })
      await Promise.race([done, ended])
      tally.fileDone('restored', size)
    }
  }
  if (tally.failures.length > 0) zip.addBuffer(missingList(tally.failures), MISSING_LIST)
  zip.end()
  await ended
  return tally.result(false)
}

/**
 * A content of which the first piece was read: what cannot be read is found out before its entry begins. An archive
 * cannot leave out a file that it has begun.
 */
async function begin(content: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const first = await content.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* content
  })()
}

function missingList(failures: readonly RestoreFailure[]): Buffer {
  return Buffer.from(failures.map(({ path, code, message }) => `${path}\n  ${message} (${code})\n`).join(''))
}
