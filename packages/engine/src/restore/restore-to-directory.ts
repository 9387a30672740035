import { constants } from 'node:fs'
import { access, lstat, mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Semaphore } from '@holdfast/base'
import { idOf, type TreeNode } from '@holdfast/repository'
import { engineErrors } from '../errors.ts'
import { isLocalFileIdentical } from './local-file-identical.ts'
import type { RestoreOptions, RestoreResult } from './restore-options.ts'
import { RestoreTally } from './restore-tally.ts'
import { measureSelection, selectEntries } from './selection.ts'

export interface DirectoryRestoreOptions extends RestoreOptions {
  /** The folder that receives the files; made when it is missing. */
  readonly target: string
}

/**
 * Restores to a local folder. Each file is written beside its place and moved there when it is whole, so that an
 * interrupted restore leaves no half file, and the same call finishes it. Modification times are restored.
 * A file that cannot be written is reported; HF_TARGET_NOT_WRITABLE is raised when the folder itself cannot be.
 */
export async function restoreToDirectory(options: DirectoryRestoreOptions): Promise<RestoreResult> {
  const { snapshot, include, quarantined, target, dryRun = false, concurrency = 4, signal } = options
  const total = await measureSelection(snapshot, include, { quarantined })
  const tally = new RestoreTally(total, options.onProgress)
  if (!dryRun) await makeTarget(target)
  const lanes = new Semaphore(concurrency)
  const directories: { path: string; node: TreeNode }[] = []
  /** Directories that could not be made: nothing below them may be written, it could land elsewhere. */
  const refused = new Set<string>()
  const under: Promise<void>[] = []
  try {
    for await (const { path, node } of selectEntries(snapshot, include, { quarantined })) {
      signal?.throwIfAborted()
      const shown = path.join('/')
      const local = join(target, ...path)
      const size = node.type === 'file' ? (node.size ?? 0) : 0
      const problem = placeProblem(path, refused)
      if (problem) {
        refused.add(shown)
        tally.fail(shown, problem, size)
      } else if (node.type === 'dir') {
        if (dryRun || (await makeDirectory(local, shown, tally))) {
          tally.folders++
          directories.push({ path: local, node })
        } else refused.add(shown)
      } else if (node.type === 'file') {
        const release = await lanes.acquire(1, signal)
        under.push(
          restoreFile(local, shown, node, options, tally)
            .catch((error: unknown) => {
              if (!signal?.aborted) tally.fail(shown, writeError(error, shown), size)
            })
            .finally(release),
        )
      }
    }
  } finally {
    // Also after a cancel: what is under way takes its half files away first.
    await Promise.all(under)
  }
  signal?.throwIfAborted()
  // Deepest first: writing into a directory changes its time.
  if (!dryRun) for (const { path, node } of directories.reverse()) await setTime(path, node).catch(() => {})
  return tally.result(dryRun)
}

async function restoreFile(
  local: string,
  shown: string,
  node: TreeNode,
  options: DirectoryRestoreOptions,
  tally: RestoreTally,
): Promise<void> {
  const { snapshot, conflict = 'fail', dryRun = false, signal } = options
  const size = node.size ?? 0
  let place = local
  const existing = await lstat(local).catch(() => undefined)
  if (existing) {
    if (existing.isFile() && (await isLocalFileIdentical(local, existing.size, node, snapshot.reader))) {
      if (!dryRun) await setTime(local, node)
      return tally.fileDone('identical', size)
    }
    options.onConflict?.(shown)
    if (conflict === 'skip') return tally.fileDone('skipped', size)
    if (conflict === 'fail' || !existing.isFile()) throw engineErrors.HF_TARGET_EXISTS({ path: shown })
    if (conflict === 'replace') tally.replaced++
    else {
      place = await freeName(local)
      tally.keptBoth++
    }
  }
  if (dryRun) return tally.fileDone('restored', size)
  // Always the same for a place: what a killed restore left behind, the next one replaces.
  const temporary = join(dirname(place), `.holdfast-${idOf(Buffer.from(basename(place))).slice(0, 16)}.part`)
  await rm(temporary, { force: true })
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      for await (const chunk of snapshot.reader.readFile(node, { ...(signal && { signal }) })) {
        await file.writeFile(chunk)
        tally.moved(chunk.length)
      }
      await file.chmod(0o644)
    } finally {
      await file.close()
    }
    await setTime(temporary, node)
    await rename(temporary, place)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  tally.fileDone('restored', size)
}

async function makeTarget(target: string): Promise<void> {
  try {
    await mkdir(target, { recursive: true })
    await access(target, constants.W_OK)
  } catch (cause) {
    throw engineErrors.HF_TARGET_NOT_WRITABLE({ path: target, reason: reasonOf(cause) }, { cause })
  }
}

/** A directory that is there already serves; a link or a file in its place does not, since it could lead elsewhere. */
async function makeDirectory(local: string, shown: string, tally: RestoreTally): Promise<boolean> {
  const existing = await lstat(local).catch(() => undefined)
  if (existing?.isDirectory()) return true
  try {
    if (existing) throw engineErrors.HF_TARGET_EXISTS({ path: shown })
    await mkdir(local)
    return true
  } catch (error) {
    tally.fail(shown, writeError(error, shown), 0)
    return false
  }
}

async function setTime(path: string, node: TreeNode): Promise<void> {
  const seconds = Date.parse(node.mtime) / 1000
  await utimes(path, seconds, seconds)
}

/** `Report.docx` -> `Report (restored).docx`, `Report (restored 2).docx` … */
async function freeName(local: string): Promise<string> {
  const dot = local.lastIndexOf('.')
  const at = dot > local.lastIndexOf('/') + 1 ? dot : local.length
  for (let n = 1; ; n++) {
    const candidate = `${local.slice(0, at)} (restored${n === 1 ? '' : ` ${n}`})${local.slice(at)}`
    if (!(await lstat(candidate).catch(() => undefined))) return candidate
  }
}

/** Why an entry may not be written at its place, if it may not. */
function placeProblem(path: readonly string[], refused: ReadonlySet<string>): Error | undefined {
  const shown = path.join('/')
  if (path.some(isUnsafeName)) {
    return engineErrors.HF_TARGET_NOT_WRITABLE({ path: shown, reason: 'the name leads out of the folder' })
  }
  const parent = path.slice(0, -1).join('/')
  return refused.has(parent) ? engineErrors.HF_TARGET_FOLDER_MISSING({ path: shown }) : undefined
}

function isUnsafeName(name: string): boolean {
  return name === '' || name === '.' || name === '..' || /[/\0]/.test(name)
}

function writeError(error: unknown, path: string): unknown {
  return error instanceof Error && 'errno' in error
    ? engineErrors.HF_TARGET_NOT_WRITABLE({ path, reason: reasonOf(error) }, { cause: error })
    : error
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENAMETOOLONG: 'the name is too long for this file system',
    ENOTDIR: 'a part of the path is not a folder',
    ENOENT: 'its folder could not be made',
    EDQUOT: 'the disk quota is used up',
  }
  return reasons[code] ?? (code || 'unknown reason')
}
