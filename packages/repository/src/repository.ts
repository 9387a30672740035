import { type Clock, hasCode, type Random, Semaphore, systemClock, systemRandom } from '@holdfast/base'
import { repositoryErrors } from './errors.ts'
import { type Config, decodeConfig, encodeConfig, newConfig } from './format/config.ts'
import { type Id, idOf } from './format/id.ts'
import type { KdfParameters } from './format/kdf.ts'
import { decodeKeyFile, encodeKeyFile } from './format/key-file.ts'
import { MasterKey } from './format/master-key.ts'
import {
  decodeSnapshot,
  encodeSnapshot,
  isCheckpoint,
  type NewSnapshot,
  type Snapshot,
} from './format/snapshot.ts'
import { decodeUnpacked, encodeUnpacked } from './format/unpacked.ts'
import { type FileType, type Storage, type StorageOptions, storagePath } from './storage/storage.ts'

export interface RepositoryOptions {
  readonly clock?: Clock
  readonly random?: Random
  readonly signal?: AbortSignal
}

export type InitOptions = RepositoryOptions & {
  readonly kdf?: KdfParameters
} & (
    | {
        readonly password: string
        /** The key that seals everything (default: a new random one). */
        readonly masterKey?: MasterKey
      }
    /** Without a password nobody opens it who does not have this key; one can be added later. */
    | { readonly password?: undefined; readonly masterKey: MasterKey }
  )

/** Snapshot files read at the same time. */
const SNAPSHOT_LANES = 8

/** Key files tried before giving up, as restic does. */
const MAX_KEYS = 20

/** An opened repository: its storage, its key, its small files. Blobs are read and written by BlobReader and BlobWriter. */
export class Repository {
  readonly storage: Storage
  readonly masterKey: MasterKey
  readonly config: Config
  readonly clock: Clock
  readonly random: Random

  private constructor(storage: Storage, masterKey: MasterKey, config: Config, options: RepositoryOptions) {
    this.storage = storage
    this.masterKey = masterKey
    this.config = config
    this.clock = options.clock ?? systemClock
    this.random = options.random ?? systemRandom
  }

  /**
   * Makes a repository: the key file first, if there is a password, then the config, which is what makes it exist. Raises HF_REPOSITORY_EXISTS
   * when there is a config, a key or a snapshot already.
   */
  static async init(storage: Storage, options: InitOptions): Promise<Repository> {
    await requireNone(storage, ['config', 'key', 'snapshot'])
    const random = options.random ?? systemRandom
    const masterKey = options.masterKey ?? MasterKey.generate(random)
    const repository = new Repository(storage, masterKey, newConfig(random), options)
    if (options.password !== undefined) await repository.addPassword(options.password, options.kdf)
    await repository.#saveConfig()
    return repository
  }

  /**
   * Finishes what an `init` with this password began that was killed between key file and config. Raises
   * HF_REPOSITORY_EXISTS when there is more than keys, HF_WRONG_PASSWORD, HF_KEY_FILE_DAMAGED.
   */
  static async finishInit(
    storage: Storage,
    password: string,
    options: RepositoryOptions = {},
  ): Promise<Repository> {
    await requireNone(storage, ['config', 'snapshot', 'index', 'pack'])
    const masterKey = await findKey(storage, password, options)
    const config = newConfig(options.random ?? systemRandom)
    const repository = new Repository(storage, masterKey, config, options)
    await repository.#saveConfig()
    return repository
  }

  /** `init`, for a place that only this program makes repositories in: one whose making was killed is finished. Raises the same. */
  static async initOrFinish(
    storage: Storage,
    options: InitOptions & { readonly password: string },
  ): Promise<Repository> {
    try {
      return await Repository.init(storage, options)
    } catch (error) {
      if (!hasCode(error, 'HF_REPOSITORY_EXISTS')) throw error
      return await Repository.finishInit(storage, options.password, options)
    }
  }

  async #saveConfig(): Promise<void> {
    const sealed = this.masterKey.seal(encodeConfig(this.config), this.random)
    await this.storage.save({ type: 'config', name: '' }, sealed)
  }

  /**
   * Raises HF_NO_REPOSITORY, HF_WRONG_PASSWORD (or HF_WRONG_MASTER_KEY), HF_CONFIG_DAMAGED. A key that is given as a function
   * is asked for only where there is a repository.
   */
  static async open(
    storage: Storage,
    key: { readonly password: string } | { readonly masterKey: MasterKey | (() => Promise<MasterKey>) },
    options: RepositoryOptions = {},
  ): Promise<Repository> {
    const sealed = await loadConfig(storage, options)
    const masterKey = await keyFor(storage, key, options)
    return new Repository(
      storage,
      masterKey,
      openConfig(sealed, masterKey, storage, 'masterKey' in key),
      options,
    )
  }

  /** Adds a key file, so that this password opens the repository too. */
  async addPassword(password: string, kdf?: KdfParameters): Promise<Id> {
    const options = { random: this.random, now: this.clock.now(), ...(kdf && { kdf }) }
    const bytes = await encodeKeyFile(this.masterKey, password, options)
    const id = idOf(bytes)
    await this.storage.save({ type: 'key', name: id }, bytes)
    return id
  }

  /** Seals and stores an index, snapshot or lock; its id is the hash of the sealed bytes. */
  async saveUnpacked(
    type: 'index' | 'snapshot' | 'lock',
    json: Uint8Array,
    options?: StorageOptions,
  ): Promise<Id> {
    const { id, sealed } = this.sealUnpacked(json)
    await this.storage.save({ type, name: id }, sealed, options)
    return id
  }

  /** The bytes of such a file, and the id under which they are to be stored. */
  sealUnpacked(json: Uint8Array): { id: Id; sealed: Buffer } {
    const plaintext = this.config.version === 1 ? json : encodeUnpacked(json)
    const sealed = this.masterKey.seal(plaintext, this.random)
    return { id: idOf(sealed), sealed }
  }

  /** The JSON of such a file. Raises HF_DAMAGED_FILE naming it when it is not what was stored. */
  async loadUnpacked(type: 'index' | 'snapshot' | 'lock', id: Id, options?: StorageOptions): Promise<Buffer> {
    const file = storagePath({ type, name: id })
    const sealed = await this.storage.load({ type, name: id }, options)
    if (idOf(sealed) !== id) {
      throw repositoryErrors.HF_DAMAGED_FILE({ file, reason: 'its content is not what its name says' })
    }
    try {
      return decodeUnpacked(this.masterKey.open(sealed), file)
    } catch (cause) {
      if (!hasCode(cause, 'HF_SEAL_BROKEN')) throw cause
      throw repositoryErrors.HF_DAMAGED_FILE(
        { file, reason: 'it does not pass its authentication' },
        { cause },
      )
    }
  }

  /** The finished backups that can be read, oldest first. */
  async snapshots(options: StorageOptions = {}): Promise<Snapshot[]> {
    return (await this.readableSnapshots(options)).snapshots.filter((snapshot) => !isCheckpoint(snapshot))
  }

  /** Everything that keeps blobs in use: the backups and the checkpoints of unfinished ones, oldest first. Raises HF_DAMAGED_FILE. */
  async allSnapshots(options: StorageOptions = {}): Promise<Snapshot[]> {
    return oldestFirst(await this.#ofEachSnapshot((id) => this.loadSnapshot(id, options), options))
  }

  /** Those that can be read, oldest first, and the ids of those that cannot: one damaged file must not hide the others. */
  async readableSnapshots(
    options: StorageOptions = {},
  ): Promise<{ readonly snapshots: readonly Snapshot[]; readonly damaged: readonly Id[] }> {
    const damaged: Id[] = []
    const read = async (id: Id): Promise<Snapshot[]> => {
      try {
        return [await this.loadSnapshot(id, options)]
      } catch (error) {
        if (!hasCode(error, 'HF_DAMAGED_FILE', 'HF_STORAGE_SHORT_READ')) throw error
        damaged.push(id)
        return []
      }
    }
    const snapshots = (await this.#ofEachSnapshot(read, options)).flat()
    return { snapshots: oldestFirst(snapshots), damaged: damaged.sort() }
  }

  /** Raises HF_DAMAGED_FILE, HF_STORAGE_NOT_FOUND. */
  async loadSnapshot(id: Id, options?: StorageOptions): Promise<Snapshot> {
    return decodeSnapshot(await this.loadUnpacked('snapshot', id, options), id)
  }

  /** A snapshot by the beginning of its id, or `latest`. Raises HF_SNAPSHOT_NOT_FOUND, HF_SNAPSHOT_AMBIGUOUS. */
  async findSnapshot(name: string, options: StorageOptions = {}): Promise<Snapshot> {
    if (name === 'latest') {
      const latest = (await this.snapshots(options)).at(-1)
      if (!latest) throw repositoryErrors.HF_SNAPSHOT_NOT_FOUND({ id: name })
      return latest
    }
    const matches = (await this.listIds('snapshot', options)).filter((id) =>
      id.startsWith(name.toLowerCase()),
    )
    const id = matches[0]
    if (id === undefined || name === '') throw repositoryErrors.HF_SNAPSHOT_NOT_FOUND({ id: name })
    if (matches.length > 1) throw repositoryErrors.HF_SNAPSHOT_AMBIGUOUS({ id: name })
    return await this.loadSnapshot(id, options)
  }

  /** Stores a snapshot; everything it names must be durable and indexed by now. */
  async saveSnapshot(snapshot: NewSnapshot): Promise<Id> {
    return await this.saveUnpacked('snapshot', encodeSnapshot(snapshot))
  }

  async removeSnapshot(id: Id, options?: StorageOptions): Promise<void> {
    await this.storage.remove({ type: 'snapshot', name: id }, options)
  }

  async #ofEachSnapshot<T>(read: (id: Id) => Promise<T>, options: StorageOptions): Promise<T[]> {
    const lanes = new Semaphore(SNAPSHOT_LANES)
    const ids = await this.listIds('snapshot', options)
    return await Promise.all(ids.map((id) => lanes.run(() => read(id), 1, options.signal)))
  }

  async listIds(type: FileType, options?: StorageOptions): Promise<Id[]> {
    const ids: Id[] = []
    for await (const { name } of this.storage.list(type, options)) ids.push(name as Id)
    return ids.sort()
  }
}

async function requireNone(storage: Storage, types: readonly FileType[]): Promise<void> {
  for (const type of types) {
    for await (const _ of storage.list(type))
      throw repositoryErrors.HF_REPOSITORY_EXISTS({ location: storage.location })
  }
}

function oldestFirst(snapshots: Snapshot[]): Snapshot[] {
  return snapshots.sort((a, b) => Date.parse(a.time) - Date.parse(b.time) || (a.id < b.id ? -1 : 1))
}

async function keyFor(
  storage: Storage,
  key: Parameters<typeof Repository.open>[1],
  options: RepositoryOptions,
): Promise<MasterKey> {
  if ('password' in key) return await findKey(storage, key.password, options)
  return typeof key.masterKey === 'function' ? await key.masterKey() : key.masterKey
}

async function loadConfig(storage: Storage, options: RepositoryOptions): Promise<Buffer> {
  try {
    return await storage.load(
      { type: 'config', name: '' },
      { ...(options.signal && { signal: options.signal }) },
    )
  } catch (cause) {
    if (!hasCode(cause, 'HF_STORAGE_NOT_FOUND')) throw cause
    throw repositoryErrors.HF_NO_REPOSITORY({ location: storage.location }, { cause })
  }
}

/** The master key in the first key file that the password opens. Raises HF_WRONG_PASSWORD, HF_KEY_FILE_DAMAGED. */
export async function findKey(
  storage: Storage,
  password: string,
  options: RepositoryOptions,
): Promise<MasterKey> {
  let keys = 0
  let tried = 0
  let damaged: unknown
  for await (const { name } of storage.list('key', options)) {
    if (keys++ === MAX_KEYS) break
    try {
      return await decodeKeyFile(await storage.load({ type: 'key', name }, options), password, name)
    } catch (error) {
      if (hasCode(error, 'HF_KEY_FILE_DAMAGED')) damaged = error
      else if (hasCode(error, 'HF_SEAL_BROKEN')) tried++
      else throw error
    }
  }
  // Only when no key file could be tried at all is damage the reason.
  if (damaged && tried === 0) throw damaged
  throw repositoryErrors.HF_WRONG_PASSWORD({ keys, location: storage.location })
}

function openConfig(sealed: Buffer, key: MasterKey, storage: Storage, keyIsForeign: boolean): Config {
  let json: Buffer
  try {
    json = key.open(sealed)
  } catch (cause) {
    if (keyIsForeign) throw repositoryErrors.HF_WRONG_MASTER_KEY({ location: storage.location }, { cause })
    throw repositoryErrors.HF_CONFIG_DAMAGED({ reason: 'it does not pass its authentication' }, { cause })
  }
  return decodeConfig(json)
}
