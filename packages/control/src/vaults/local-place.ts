import { constants } from 'node:fs'
import { access, readdir, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { LocalStorage, type Storage } from '@holdfast/repository'
import { z } from 'zod'
import { vaultErrors } from './errors.ts'
import { localSlots } from './local-slots.ts'
import type { Room, SlotStore, StoragePlace, StorageRow } from './storage-place.ts'

/** Where the settings of a local storage say its files lie. */
export const localStorageSettings = z.object({ path: z.string().min(1) })

export type LocalStorageSettings = z.infer<typeof localStorageSettings>

/** The folder of a place that holds the vaults. */
export const VAULTS = 'vaults'

/** What vaults are named: nothing that leads out of the place. */
const VAULT_PATH = /^vaults\/[A-Za-z0-9][A-Za-z0-9._-]*$/

/** A folder of this machine, or of a share that is mounted. */
export function openLocalPlace({ name, settings }: StorageRow): StoragePlace {
  const parsed = localStorageSettings.safeParse(settings)
  if (!parsed.success)
    throw vaultErrors.HF_STORAGE_SETTINGS_INVALID({ storage: name, reason: 'they name no folder' })
  return new LocalPlace(name, resolve(parsed.data.path))
}

class LocalPlace implements StoragePlace {
  readonly location: string
  readonly #name: string

  constructor(name: string, path: string) {
    this.#name = name
    this.location = path
  }

  repository(path: string): Storage {
    return new LocalStorage(this.#folder(path))
  }

  slots(path: string): SlotStore {
    return localSlots(this.#folder(path))
  }

  async vaultPaths(): Promise<string[]> {
    try {
      const entries = await readdir(join(this.location, VAULTS), { withFileTypes: true })
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${VAULTS}/${entry.name}`)
        .sort()
    } catch (error) {
      throw this.#unreachable(error)
    }
  }

  async clear(path: string): Promise<void> {
    try {
      await rm(this.#folder(path), { recursive: true, force: true })
    } catch (error) {
      throw this.#unreachable(error)
    }
  }

  async probe({ inUse }: { readonly inUse: boolean }): Promise<Room> {
    try {
      if (inUse) await access(join(this.location, VAULTS), constants.R_OK | constants.W_OK)
      const folder = await nearest(this.location)
      await access(folder, constants.W_OK)
      const { bsize, bavail, blocks } = await statfs(folder)
      return { free: bsize * bavail, total: bsize * blocks }
    } catch (error) {
      throw this.#unreachable(error)
    }
  }

  /** Raises HF_STORAGE_SETTINGS_INVALID for a path that leads elsewhere: what is destroyed must be a vault. */
  #folder(path: string): string {
    if (!VAULT_PATH.test(path))
      throw vaultErrors.HF_STORAGE_SETTINGS_INVALID({
        storage: this.#name,
        reason: 'the path of a vault leads out of it',
      })
    return join(this.location, path)
  }

  #unreachable(error: unknown): Error {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const reason =
      code === 'ENOENT'
        ? `the folder ${join(this.location, VAULTS)} is not there`
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? `the folder ${this.location} cannot be written (${code})`
          : code
    return vaultErrors.HF_STORAGE_UNREACHABLE({ storage: this.#name, reason }, { cause: error })
  }
}

/** The folder itself, or the lowest above it that is there: before the first backup it has yet to be made. */
async function nearest(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return folder
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing) throw error
  }
  const above = dirname(folder)
  return above === folder ? folder : await nearest(above)
}
