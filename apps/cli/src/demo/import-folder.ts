import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Drive, fileContent, MAX_PATH, nameProblem } from '@holdfast/graph-emulator'
import { cliErrors } from '../errors.ts'

export interface LeftOut {
  readonly path: string
  readonly reason: string
}

export interface ImportedFolder {
  readonly files: number
  readonly folders: number
  readonly bytes: number
  /** Path in the drive of each file, and the local file it came from. */
  readonly sources: ReadonlyMap<string, string>
  readonly leftOut: readonly LeftOut[]
}

export interface ImportOptions {
  readonly signal?: AbortSignal
  /** Told of each file and its bytes. */
  readonly onFile?: (bytes: number) => void
}

/**
 * Puts a local folder into a drive, times and all. What OneDrive does not take (symbolic links, devices, forbidden names,
 * names that differ in case only, too long paths) is left out and listed. Contents stay on disk and are read when they
 * are asked for. Raises HF_FOLDER_NOT_READABLE.
 */
export async function importFolder(
  drive: Drive,
  directory: string,
  options: ImportOptions = {},
): Promise<ImportedFolder> {
  const run = new FolderImport(drive, options)
  await run.folder(directory, drive.root.id, '')
  return run.result()
}

class FolderImport {
  readonly #drive: Drive
  readonly #options: ImportOptions
  readonly #sources = new Map<string, string>()
  readonly #leftOut: LeftOut[] = []
  #folders = 0
  #bytes = 0

  constructor(drive: Drive, options: ImportOptions) {
    this.#drive = drive
    this.#options = options
  }

  result(): ImportedFolder {
    return {
      files: this.#sources.size,
      folders: this.#folders,
      bytes: this.#bytes,
      sources: this.#sources,
      leftOut: this.#leftOut,
    }
  }

  async folder(directory: string, folderId: string, path: string): Promise<void> {
    const entries = await list(directory)
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      this.#options.signal?.throwIfAborted()
      const at = path === '' ? entry.name : `${path}/${entry.name}`
      const local = join(directory, entry.name)
      const problem = this.#problem(entry, folderId, at)
      if (problem) this.#leftOut.push({ path: at, reason: problem })
      else if (entry.isDirectory()) await this.#subfolder(local, folderId, entry.name, at)
      else await this.#file(local, folderId, entry.name, at)
    }
  }

  async #subfolder(local: string, folderId: string, name: string, at: string): Promise<void> {
    const { birthtimeMs, mtimeMs } = await stat(local)
    const made = this.#drive.createFolder(folderId, name, {
      created: birthtimeMs || mtimeMs,
      modified: mtimeMs,
    })
    this.#folders++
    await this.folder(local, made.id, at)
  }

  async #file(local: string, folderId: string, name: string, at: string): Promise<void> {
    try {
      const { birthtimeMs, mtimeMs } = await stat(local)
      const content = await fileContent(local)
      this.#drive.putFile(folderId, name, content, {
        created: Math.min(birthtimeMs || mtimeMs, mtimeMs),
        modified: mtimeMs,
      })
      this.#sources.set(at, local)
      this.#bytes += content.size
      this.#options.onFile?.(content.size)
    } catch (error) {
      if (!(error instanceof Error && 'errno' in error)) throw error
      this.#leftOut.push({
        path: at,
        reason: `it cannot be read (${'code' in error ? String(error.code) : 'unknown'})`,
      })
    }
  }

  #problem(entry: Entry, folderId: string, at: string): string | undefined {
    if (entry.isSymbolicLink()) return 'it is a symbolic link'
    if (!entry.isDirectory() && !entry.isFile()) return 'it is neither a file nor a folder'
    if (at.length > MAX_PATH) return `its path has more than ${MAX_PATH} characters`
    if (this.#drive.item(folderId)?.children?.has(entry.name.toLowerCase()))
      return 'another name differs in case only'
    return nameProblem(entry.name)
  }
}

type Entry = Awaited<ReturnType<typeof list>>[number]

async function list(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw cliErrors.HF_FOLDER_NOT_READABLE({ path: directory, reason }, { cause })
  }
}
