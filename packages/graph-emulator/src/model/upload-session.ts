import { QuickXorHash, type Random } from '@holdfast/base'
import { type Content, forgottenContent, makeContent } from './content.ts'
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
  /** In place of the parts, when they are not kept. */
  readonly digest?: QuickXorHash
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
  readonly #keep: boolean
  readonly #sessions = new Map<string, UploadSession>()

  constructor(random: Random, keep: boolean) {
    this.#random = random
    this.#keep = keep
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
      ...(!this.#keep && { digest: new QuickXorHash() }),
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

/** Takes the next bytes. */
export function take(session: UploadSession, bytes: Buffer): void {
  if (session.digest) session.digest.update(bytes)
  else session.parts.push(bytes)
  session.received += bytes.length
}

/** Puts the received bytes into the drive. Raises the 409 of a taken name. */
export function commit(session: UploadSession): { item: Item; created: boolean } {
  const { drive, itemId, parentId, name, conflict, created, modified } = session
  const content = receivedContent(session)
  const times = { ...(created !== undefined && { created }), ...(modified !== undefined && { modified }) }
  if (itemId !== undefined && drive.item(itemId)) {
    return { item: drive.replaceContent(itemId, content, times), created: false }
  }
  const existed = drive.at(name, drive.item(parentId)) !== undefined
  const item = drive.putFile(parentId, name, content, { ...times, conflict })
  return { item, created: !existed || conflict === 'rename' }
}

function receivedContent({ parts, digest, received }: UploadSession): Content {
  if (digest) return forgottenContent(received, digest.digest())
  return makeContent(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts))
}
