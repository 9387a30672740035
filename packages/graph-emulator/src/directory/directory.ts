import type { Clock, Random } from '@holdfast/base'
import { formatGuid } from '../auth/app-registry.ts'

/** A person (or shared mailbox) of the tenant, as the directory knows them. */
export interface DirectoryUser {
  readonly id: string
  readonly createdDateTime: string
  displayName: string
  userPrincipalName: string
  givenName: string | null
  surname: string | null
  mail: string | null
  jobTitle: string | null
  officeLocation: string | null
  preferredLanguage: string | null
  department: string | null
  companyName: string | null
  country: string | null
  usageLocation: string | null
  accountEnabled: boolean
  userType: 'Member' | 'Guest'
  licensed: boolean
}

export interface DirectoryUserOptions extends Partial<Omit<DirectoryUser, 'createdDateTime'>> {
  readonly displayName: string
  readonly userPrincipalName: string
}

/** `changed`: deleted, can be restored for 30 days; `deleted`: for ever. */
export type Removal = 'changed' | 'deleted'

interface Entry {
  readonly user: DirectoryUser
  seq: number
  removed?: Removal
}

/** The users of a tenant with a change number each, from which `/users/delta` is answered. */
export class Directory {
  readonly #clock: Clock
  readonly #random: Random
  readonly #entries = new Map<string, Entry>()
  readonly #byName = new Map<string, string>()
  #seq = 0

  constructor(options: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = options.clock
    this.#random = options.random
  }

  /** The number of the latest change. */
  get seq(): number {
    return this.#seq
  }

  add(options: DirectoryUserOptions): DirectoryUser {
    const name = options.userPrincipalName.toLowerCase()
    if (this.#byName.has(name)) throw new Error(`the user principal name ${name} is taken`)
    const [givenName = null, ...rest] = options.displayName.split(' ')
    const user: DirectoryUser = {
      id: options.id ?? formatGuid(this.#random.bytes(16)),
      createdDateTime: `${new Date(this.#clock.now()).toISOString().slice(0, 19)}Z`,
      displayName: options.displayName,
      userPrincipalName: options.userPrincipalName,
      givenName: options.givenName ?? givenName,
      surname: options.surname ?? (rest.join(' ') || null),
      mail: options.mail === undefined ? options.userPrincipalName : options.mail,
      jobTitle: options.jobTitle ?? null,
      officeLocation: options.officeLocation ?? null,
      preferredLanguage: options.preferredLanguage ?? null,
      department: options.department ?? null,
      companyName: options.companyName ?? null,
      country: options.country ?? null,
      usageLocation: options.usageLocation ?? null,
      accountEnabled: options.accountEnabled ?? true,
      userType: options.userType ?? 'Member',
      licensed: options.licensed ?? true,
    }
    this.#entries.set(user.id.toLowerCase(), { user, seq: ++this.#seq })
    this.#byName.set(name, user.id.toLowerCase())
    return user
  }

  /** By object id or user principal name, both without regard to case. Removed users are not found. */
  find(idOrName: string): DirectoryUser | undefined {
    const key = idOrName.toLowerCase()
    const entry = this.#entries.get(key) ?? this.#entries.get(this.#byName.get(key) ?? '')
    return entry && entry.removed === undefined ? entry.user : undefined
  }

  list(): DirectoryUser[] {
    const users: DirectoryUser[] = []
    for (const { user, removed } of this.#entries.values()) if (removed === undefined) users.push(user)
    return users
  }

  /** Changes a user's properties. */
  update(id: string, patch: Partial<Omit<DirectoryUser, 'id' | 'createdDateTime'>>): DirectoryUser {
    const entry = this.#entry(id)
    const { userPrincipalName } = patch
    if (userPrincipalName !== undefined) {
      this.#byName.delete(entry.user.userPrincipalName.toLowerCase())
      this.#byName.set(userPrincipalName.toLowerCase(), entry.user.id.toLowerCase())
    }
    Object.assign(entry.user, patch)
    entry.seq = ++this.#seq
    return entry.user
  }

  remove(id: string, removal: Removal = 'changed'): void {
    const entry = this.#entry(id)
    entry.removed = removal
    entry.seq = ++this.#seq
    this.#byName.delete(entry.user.userPrincipalName.toLowerCase())
  }

  /** Brings back a user who was removed within the last 30 days. */
  restore(id: string): void {
    const entry = this.#entry(id)
    if (entry.removed === 'deleted') throw new Error(`the user ${id} is gone for ever`)
    delete entry.removed
    entry.seq = ++this.#seq
    this.#byName.set(entry.user.userPrincipalName.toLowerCase(), entry.user.id.toLowerCase())
  }

  /** Everyone changed after `since`, up to and including `upTo`, oldest change first. */
  changes(since: number, upTo: number): { user: DirectoryUser; removed?: Removal; seq: number }[] {
    const found = [...this.#entries.values()].filter(({ seq }) => seq > since && seq <= upTo)
    return found.sort((a, b) => a.seq - b.seq)
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id.toLowerCase())
    if (!entry) throw new Error(`there is no user ${id}`)
    return entry
  }
}
