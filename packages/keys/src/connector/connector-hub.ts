import type { Clock, Random } from '@holdfast/base'
import type { Sealed } from '../envelope/hpke.ts'
import type { KeyQuestion } from '../envelope/key-answer.ts'
import type { KeySlot } from '../envelope/key-slot.ts'
import { keyErrors } from '../errors.ts'
import type { KeyUse } from '../providers/key-provider.ts'
import type { Channel } from './channel.ts'
import { isHelloOf, readyOf } from './handshake.ts'
import type { Identity } from './identity.ts'
import { type ConnectorMessage, connectorMessage, messageText, parseMessage } from './messages.ts'

type Enrolment = Extract<ConnectorMessage, { kind: 'enrol' }>

export interface HubOptions {
  readonly identity: Identity
  readonly random: Random
  readonly clock: Clock
  /** The public identity of a connector that may connect; undefined for one that is not known, or was removed. */
  readonly identityOf: (providerId: string) => Promise<Buffer | undefined>
  /** Takes a new connector on by its one-time token, and gives its id; raises what turns it away. */
  readonly enrol: (enrolment: Enrolment, challenge: Buffer) => Promise<string>
  /** Told when the first connection of a provider is there, and when the last is gone. */
  readonly onChange?: (providerId: string, isConnected: boolean) => void
}

/** How long a connection may take to say who it is, in milliseconds. */
const INTRODUCTION = 10_000

interface Waiting {
  readonly resolve: (sealed: Sealed) => void
  readonly reject: (error: Error) => void
}

/** The server's side of all connectors: who is connected, and questions to them. It carries what it cannot read. */
export class ConnectorHub implements Disposable {
  readonly #options: HubOptions
  readonly #connections = new Map<string, Set<Connection>>()

  constructor(options: HubOptions) {
    this.#options = options
  }

  isConnected(providerId: string): boolean {
    return (this.#connections.get(providerId)?.size ?? 0) > 0
  }

  /** Who is connected, and how many connections each has. */
  get connected(): ReadonlyMap<string, number> {
    return new Map([...this.#connections].map(([id, connections]) => [id, connections.size]))
  }

  /** Asks a connector; of several connections of one the least busy. Raises EKEY_UNAVAILABLE, EKEY_REFUSED. */
  async ask(
    providerId: string,
    slot: KeySlot,
    question: KeyQuestion,
    use: KeyUse,
    signal: AbortSignal,
  ): Promise<Sealed> {
    const [connection] = [...(this.#connections.get(providerId) ?? [])].sort((a, b) => a.busy - b.busy)
    if (connection === undefined)
      throw keyErrors.EKEY_UNAVAILABLE({ reason: 'the connector is not connected' })
    return await connection.ask(slot, question, use, signal)
  }

  /** Ends the connections of a provider that was removed. */
  turnAway(providerId: string, reason: string): void {
    for (const connection of this.#connections.get(providerId) ?? []) connection.turnAway(reason)
  }

  /** Serves a connection until it ends. Never raises: who says nonsense is turned away. */
  async serve(channel: Channel): Promise<void> {
    const { random, clock, identityOf, enrol, identity, onChange } = this.#options
    const challenge = random.bytes(32)
    const late = new AbortController()
    clock
      .sleep(INTRODUCTION, late.signal)
      .then(() => channel.close('it did not say who it is'))
      .catch(() => {})
    let connection: Connection | undefined
    try {
      channel.send(messageText({ kind: 'challenge', nonce: challenge }))
      for await (const text of channel.received) {
        const message = parseMessage(connectorMessage, text)
        if (connection !== undefined) {
          connection.take(message)
          continue
        }
        const providerId = await introduced(message, challenge, identityOf, enrol)
        if (providerId === undefined || !('nonce' in message)) {
          channel.send(messageText({ kind: 'farewell', reason: 'it is not enrolled here' }))
          return
        }
        late.abort()
        const signature = readyOf(identity, { providerId, challenge, nonce: message.nonce })
        connection = new Connection(channel, providerId)
        if (this.#add(connection)) onChange?.(providerId, true)
        channel.send(messageText({ kind: 'ready', providerId, signature }))
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      channel.send(messageText({ kind: 'farewell', reason: reason.slice(0, 1_000) }))
    } finally {
      late.abort()
      channel.close()
      if (connection !== undefined) {
        connection.end()
        if (this.#drop(connection)) onChange?.(connection.providerId, false)
      }
    }
  }

  [Symbol.dispose](): void {
    for (const id of this.#connections.keys()) this.turnAway(id, 'the server stops')
  }

  /** Whether it is the first of its provider. */
  #add(connection: Connection): boolean {
    const { providerId } = connection
    const all = this.#connections.get(providerId) ?? new Set()
    this.#connections.set(providerId, all.add(connection))
    return all.size === 1
  }

  /** Whether it was the last of its provider. */
  #drop(connection: Connection): boolean {
    const all = this.#connections.get(connection.providerId)
    all?.delete(connection)
    if (all?.size !== 0) return false
    this.#connections.delete(connection.providerId)
    return true
  }
}

/** Who it is that connects; undefined for somebody who is not known. */
async function introduced(
  message: ConnectorMessage,
  challenge: Buffer,
  identityOf: HubOptions['identityOf'],
  enrol: HubOptions['enrol'],
): Promise<string | undefined> {
  if (message.kind === 'enrol') return await enrol(message, challenge)
  if (message.kind !== 'hello') return undefined
  const publicKey = await identityOf(message.providerId)
  return publicKey !== undefined && isHelloOf(publicKey, message, challenge) ? message.providerId : undefined
}

class Connection {
  readonly providerId: string
  readonly #channel: Channel
  readonly #waiting = new Map<number, Waiting>()
  #next = 0

  constructor(channel: Channel, providerId: string) {
    this.#channel = channel
    this.providerId = providerId
  }

  /** Questions without an answer yet. */
  get busy(): number {
    return this.#waiting.size
  }

  async ask(slot: KeySlot, question: KeyQuestion, use: KeyUse, signal: AbortSignal): Promise<Sealed> {
    signal.throwIfAborted()
    const number = this.#next++
    const { promise, resolve, reject } = Promise.withResolvers<Sealed>()
    const stop = (): void => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    this.#waiting.set(number, { resolve, reject })
    try {
      this.#channel.send(messageText({ kind: 'ask', number, slot, question, use }))
      return await promise
    } finally {
      signal.removeEventListener('abort', stop)
      if (this.#waiting.delete(number) && signal.aborted)
        this.#channel.send(messageText({ kind: 'never-mind', number }))
    }
  }

  take(message: ConnectorMessage): void {
    if (message.kind !== 'answer' && message.kind !== 'refusal') return
    const waiting = this.#waiting.get(message.number)
    if (message.kind === 'refusal')
      waiting?.reject(keyErrors.EKEY_REFUSED({ provider: this.providerId, reason: message.reason }))
    else
      waiting?.resolve({
        enc: Buffer.from(message.enc, 'base64url'),
        ciphertext: Buffer.from(message.ciphertext, 'base64url'),
      })
  }

  turnAway(reason: string): void {
    this.#channel.send(messageText({ kind: 'farewell', reason }))
    this.#channel.close(reason)
  }

  end(): void {
    for (const { reject } of this.#waiting.values())
      reject(keyErrors.EKEY_UNAVAILABLE({ reason: 'the connector went away before it answered' }))
  }
}
