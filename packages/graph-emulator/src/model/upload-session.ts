import type { Random } from '@holdfast/base'
import type { Drive } from './drive.ts'
import type { Item } from './item.ts'

export interface NewUploadSession {
  readonly drive: Drive
  /** The file to replace; otherwise a new one of this name in `parentId`. */
  readonly itemId?: string
  readonly parentId: string
  readonly name: string
  readonly conflict: 'fail' | 'replace' | 'rename'
  readonly created?: number
  readonly modified?: number
  readonly deferCommit: boolean
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

export interface UploadSession extends NewUploadSession {
  readonly id: string
  readonly parts: Buffer[]
  /** Bytes received. */
  received: number
  total: number | undefined
  /** Moves on with every request. */
  expires: number
  /** Set when everything is there and the commit is to come. */
  complete: boolean
}

/** A session slides by a quarter of an hour; its URL dies after a day in any case. */
export const SLIDE = 15 * 60_000
export const URL_LIFETIME = 24 * 3_600_000

/** The upload sessions under way. */
export class UploadSessions {
  readonly #random: Random
  readonly #sessions = new Map<string, UploadSession>()

  constructor(random: Random) {
    this.#random = random
  }

  get size(): number {
    return this.#sessions.size
  }

  open(session: NewUploadSession): UploadSession {
    const id = this.#random.bytes(16).toString('hex')
    const opened = {
      ...session,
      id,
      parts: [],
      received: 0,
      total: undefined,
      expires: session.startedAt + SLIDE,
      complete: false,
    }
    this.#sessions.set(id, opened)
    return opened
  }

  find(id: string, now: number): UploadSession | undefined {
    const session = this.#sessions.get(id)
    if (session && session.expires < now) this.#sessions.delete(id)
    return this.#sessions.get(id)
  }

  close(id: string): boolean {
    return this.#sessions.delete(id)
  }
}

/** Puts the received bytes into the drive. Raises the 409 of a taken name. */
export function commit(session: UploadSession): { item: Item; created: boolean } {
  const { drive, itemId, parentId, name, conflict, created, modified } = session
  const bytes = session.parts.length === 1 ? (session.parts[0] as Buffer) : Buffer.concat(session.parts)
  const times = { ...(created !== undefined && { created }), ...(modified !== undefined && { modified }) }
  if (itemId !== undefined && drive.item(itemId)) {
    return { item: drive.replaceContent(itemId, bytes, times), created: false }
  }
  const existed = drive.at(name, drive.item(parentId)) !== undefined
  const item = drive.putFile(parentId, name, bytes, { ...times, conflict })
  return { item, created: !existed || conflict === 'rename' }
}
