import type { Dirent } from 'node:fs'
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
  try {
    await run.folder(directory, drive.root.id, '')
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    throw cliErrors.HF_FOLDER_NOT_READABLE({ path: directory, reason: cause.code }, { cause })
  }
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
    const entries = await readdir(directory, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      this.#options.signal?.throwIfAborted()
      const at = path === '' ? entry.name : `${path}/${entry.name}`
      const local = join(directory, entry.name)
      const problem = this.#problem(entry, folderId, at)
      if (problem) this.#leftOut.push({ path: at, reason: problem })
      else await this.#take(entry, local, folderId, at)
    }
  }

  /** What cannot be read is left out like what OneDrive does not take; the rest goes on. */
  async #take(entry: Dirent, local: string, folderId: string, at: string): Promise<void> {
    try {
      if (entry.isDirectory()) await this.#subfolder(local, folderId, entry.name, at)
      else await this.#file(local, folderId, entry.name, at)
    } catch (error) {
      if (!isSystemError(error)) throw error
      this.#leftOut.push({ path: at, reason: `it cannot be read (${error.code})` })
    }
  }

  async #subfolder(local: string, folderId: string, name: string, at: string): Promise<void> {
    const made = this.#drive.createFolder(folderId, name, await times(local))
    this.#folders++
    await this.folder(local, made.id, at)
  }

  async #file(local: string, folderId: string, name: string, at: string): Promise<void> {
    const content = await fileContent(local)
    this.#drive.putFile(folderId, name, content, await times(local))
    this.#sources.set(at, local)
    this.#bytes += content.size
    this.#options.onFile?.(content.size)
  }

  #problem(entry: Dirent, folderId: string, at: string): string | undefined {
    if (entry.isSymbolicLink()) return 'it is a symbolic link'
    if (!entry.isDirectory() && !entry.isFile()) return 'it is neither a file nor a folder'
    if (at.length > MAX_PATH) return `its path has more than ${MAX_PATH} characters`
    if (this.#drive.item(folderId)?.children?.has(entry.name.toLowerCase()))
      return 'another name differs in case only'
    return nameProblem(entry.name)
  }
}

/** Copied files are often older than the day on which their file system got them. */
async function times(path: string): Promise<{ created: number; modified: number }> {
  const { birthtimeMs, mtimeMs } = await stat(path)
  return { created: Math.min(birthtimeMs || mtimeMs, mtimeMs), modified: mtimeMs }
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'errno' in error && 'code' in error
}
