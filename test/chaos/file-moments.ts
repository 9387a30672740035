import fs, { writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'

/** A moment in a call to the file system. */
export interface FileMoment {
  /** For instance `write pack: half done`. */
  readonly name: string
  readonly phase: 'before' | 'half done' | 'after'
  /** Whether the call changes what is stored. */
  readonly changes: boolean
  /** Leaves behind what an interruption in the middle leaves. */
  readonly leave?: () => void
}

export interface WatchedPlaces {
  readonly vault: string
  /** The folder that a restore writes to. */
  readonly target?: string
}

const KINDS: Readonly<Record<string, string>> = {
  data: 'pack',
  index: 'index',
  snapshots: 'snapshot',
  locks: 'lock',
  keys: 'key',
  config: 'config',
}
const CALLS = ['open', 'rename', 'rm', 'mkdir', 'chmod', 'utimes', 'stat', 'lstat', 'readdir'] as const

/**
 * Tells of every call that this process makes below the given places, before it, after it, and in the middle of writing.
 * `onMoment` may throw, which makes the call fail there, or end the process. Dispose of it to watch no more.
 */
export function watchFiles(places: WatchedPlaces, onMoment: (moment: FileMoment) => void): Disposable {
  const real = { ...fs.promises }
  const watch = new Watch(places, onMoment)
  const watched: Partial<typeof fs.promises> = {
    open: async (path, flags, mode) => {
      const writes = flags !== undefined && flags !== 'r'
      const folder = !writes && isFolder(String(path))
      const verb = writes ? 'make' : folder ? 'open folder of' : 'open'
      const handle = await watch.call(
        verb,
        String(path),
        writes,
        async () => await real.open(path, flags, mode),
        {
          undo: async (opened) => await opened.close(),
        },
      )
      watchHandle(handle, watch, String(path), folder)
      return handle
    },
    rename: (from, to) => watch.call('rename', String(to), true, () => real.rename(from, to)),
    rm: (path, options) => watch.call('remove', String(path), true, () => real.rm(path, options)),
    chmod: (path, mode) => watch.call('chmod', String(path), true, () => real.chmod(path, mode)),
    utimes: (path, ...times) => watch.call('utimes', String(path), true, () => real.utimes(path, ...times)),
  }
  const untyped = {
    mkdir: (path: string, options?: { recursive: boolean }) =>
      watch.call('make folder of', path, true, () => real.mkdir(path, options)),
    stat: (path: string) => watch.call('stat', path, false, () => real.stat(path)),
    lstat: (path: string) => watch.call('stat', path, false, () => real.lstat(path)),
    readdir: (path: string, options: { withFileTypes: true }) =>
      watch.call('list', path, false, () => real.readdir(path, options)),
  }
  Object.assign(fs.promises, watched, untyped)
  syncBuiltinESMExports()
  return {
    [Symbol.dispose]() {
      Object.assign(fs.promises, Object.fromEntries(CALLS.map((name) => [name, real[name]])))
      syncBuiltinESMExports()
    },
  }
}

class Watch {
  readonly #places: readonly (readonly [
    folder: string,
    kinds: Readonly<Record<string, string>> | undefined,
  ])[]
  readonly #onMoment: (moment: FileMoment) => void

  constructor({ vault, target }: WatchedPlaces, onMoment: (moment: FileMoment) => void) {
    this.#places = [[join(vault, '/'), KINDS], ...(target ? ([[join(target, '/'), undefined]] as const) : [])]
    this.#onMoment = onMoment
  }

  async call<T>(
    verb: string,
    path: string,
    changes: boolean,
    action: () => Promise<T>,
    { half, undo }: { half?: () => void; undo?: (result: T) => Promise<void> } = {},
  ): Promise<T> {
    const kind = this.#kindOf(path)
    if (kind === undefined) return await action()
    const at = (phase: FileMoment['phase'], leave?: () => void): void =>
      this.#onMoment({ name: `${verb} ${kind}: ${phase}`, phase, changes, ...(leave && { leave }) })
    at('before')
    if (half) at('half done', half)
    const result = await action()
    try {
      at('after')
    } catch (error) {
      await undo?.(result)
      throw error
    }
    return result
  }

  #kindOf(path: string): string | undefined {
    for (const [folder, kinds] of this.#places) {
      if (!`${path}/`.startsWith(folder)) continue
      return kinds ? kinds[path.slice(folder.length).split('/')[0] ?? ''] : 'restored file'
    }
    return undefined
  }
}

type Read = (
  this: FileHandle,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
) => Promise<{ bytesRead: number; buffer: Uint8Array }>

function watchHandle(handle: FileHandle, watch: Watch, path: string, folder: boolean): void {
  const [writeFile, sync] = [handle.writeFile, handle.sync]
  const read = handle.read as Read
  const watched = {
    writeFile: (data: Uint8Array) =>
      watch.call('write', path, true, () => writeFile.call(handle, data), {
        half: () => writeSync(handle.fd, data, 0, data.length >>> 1),
      }),
    sync: () => watch.call(folder ? 'sync folder of' : 'sync', path, true, () => sync.call(handle)),
    read: (buffer: Uint8Array, offset: number, length: number, position: number | null = null) =>
      watch.call('read', path, false, () => read.call(handle, buffer, offset, length, position)),
  }
  Object.assign(handle, watched)
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
