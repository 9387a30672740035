import { type Clock, type Random, seededRandom } from '@holdfast/base'
import { formatGuid } from '../auth/app-registry.ts'
import { Directory, type DirectoryUser, type DirectoryUserOptions } from '../directory/directory.ts'
import { Groups } from '../directory/groups.ts'
import type { FaultRegistry } from '../faults/fault-registry.ts'
import type { MissingDrive } from '../faults/missing-drive.ts'
import { DeltaLists } from './delta-lists.ts'
import { Drive } from './drive.ts'
import { UploadSessions } from './upload-session.ts'

export interface TenantOptions {
  readonly clock: Clock
  readonly seed: number
  readonly faults: FaultRegistry
  /** Whether uploads in sessions are kept, or only their size and hash. */
  readonly keepUploads: boolean
}

export interface TenantUserOptions extends DirectoryUserOptions {
  /** A spelling of "there is none" instead of a drive. */
  readonly drive?: MissingDrive
}

/** The organisation: who is in it, and their drives. */
export class Tenant {
  readonly id: string
  readonly displayName = 'Contoso'
  readonly domain = 'contoso.onmicrosoft.com'
  readonly directory: Directory
  readonly groups: Groups
  readonly faults: FaultRegistry
  readonly uploads: UploadSessions
  readonly deltaLists = new DeltaLists()
  readonly #clock: Clock
  readonly #random: Random
  readonly #drives = new Map<string, Drive>()
  readonly #byOwner = new Map<string, Drive>()
  readonly #missing = new Map<string, MissingDrive>()

  constructor({ clock, seed, faults, keepUploads }: TenantOptions) {
    this.#clock = clock
    this.#random = seededRandom(seed)
    this.faults = faults
    this.uploads = new UploadSessions(this.#random, keepUploads)
    this.id = formatGuid(this.#random.bytes(16))
    this.directory = new Directory({ clock, random: this.#random })
    // Of their own: groups change nothing about the ids of people and drives.
    this.groups = new Groups(seededRandom(seed + 0x67727073))
  }

  /** Adds a person; with a drive unless `drive` says how it is missing. */
  addUser(options: TenantUserOptions): TenantUser {
    const { drive, ...person } = options
    const user = this.directory.add(person)
    if (drive !== undefined) this.#missing.set(user.id, drive)
    else this.addDrive(user)
    return this.#withDrive(user)
  }

  /** Gives a person of the directory a drive. */
  addDrive(owner: DirectoryUser): Drive {
    const drive = new Drive({ owner, clock: this.#clock, random: this.#random })
    this.#drives.set(drive.id, drive)
    this.#byOwner.set(owner.id, drive)
    this.#missing.delete(owner.id)
    return drive
  }

  /** By object id or sign-in name. */
  user(idOrName: string): TenantUser | undefined {
    const user = this.directory.find(idOrName)
    return user && this.#withDrive(user)
  }

  drive(id: string): Drive | undefined {
    return this.#drives.get(id)
  }

  drives(): IterableIterator<Drive> {
    return this.#drives.values()
  }

  /** How a person's drive is missing, if it is. */
  missingDrive(userId: string): MissingDrive | undefined {
    return this.#missing.get(userId)
  }

  #withDrive(user: DirectoryUser): TenantUser {
    const drive = this.#byOwner.get(user.id)
    return drive ? { ...user, drive } : user
  }
}

export type TenantUser = DirectoryUser & { readonly drive?: Drive }
