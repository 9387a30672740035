import type { Clock, Random } from '@holdfast/base'
import { HoldfastError } from '@holdfast/base'
import { keyErrors } from '../errors.ts'
import type { KeyHolder } from '../providers/key-holder.ts'
import type { Channel } from './channel.ts'
import type { PolicyKeeper } from './connector-policy.ts'
import { helloOf, isReadyOf } from './handshake.ts'
import type { Identity } from './identity.ts'
import { messageText, parseMessage, type ServerMessage, serverMessage } from './messages.ts'

type Ask = Extract<ServerMessage, { kind: 'ask' }>

/** What a connector did with a question: for its own log. Never holds a key. */
export interface GivenOrRefused {
  readonly at: string
  readonly vaultId: string
  readonly slotId: string
  readonly reason: string
  readonly jobId?: string
  readonly outcome: 'given' | 'refused' | 'failed'
  readonly why?: string
}

export interface SessionOptions {
  readonly holder: KeyHolder
  readonly identity: Identity
  /** Public identity of the server that the connector was enrolled with. */
  readonly server: Buffer
  readonly policy: PolicyKeeper
  readonly clock: Clock
  readonly random: Random
  readonly onReady?: () => void
  /** Written before a key leaves: without a log there is no answer. */
  readonly log: (entry: GivenOrRefused) => void
  readonly signal: AbortSignal
}

/**
 * The connector's side of one connection: proves who it is, has the server prove who it is, and then answers its
 * questions until the connection ends. Raises HF_CONNECTOR_TURNED_AWAY, HF_SERVER_UNKNOWN, and what broke the channel.
 */
export async function serveKeys(channel: Channel, options: SessionOptions): Promise<void> {
  const { holder, identity, server, random, signal } = options
  const stop = (): void => channel.close('the connector stops')
  signal.addEventListener('abort', stop, { once: true })
  const answering = new AbortController()
  let known: { challenge: Buffer; nonce: Buffer } | undefined
  let isReady = false
  try {
    for await (const text of channel.received) {
      const message = parseMessage(serverMessage, text)
      if (message.kind === 'challenge' && known === undefined) {
        known = { challenge: message.nonce, nonce: random.bytes(32) }
        channel.send(messageText(helloOf(identity, { providerId: holder.id, ...known })))
      } else if (message.kind === 'ready' && known !== undefined) {
        if (!isReadyOf(server, message.signature, { providerId: holder.id, ...known }))
          throw keyErrors.HF_SERVER_UNKNOWN()
        isReady = true
        options.onReady?.()
      } else if (message.kind === 'farewell')
        throw keyErrors.HF_CONNECTOR_TURNED_AWAY({ reason: message.reason })
      else if (message.kind === 'ask' && isReady) void answer(channel, message, options, answering.signal)
    }
  } finally {
    answering.abort()
    signal.removeEventListener('abort', stop)
    channel.close()
  }
}

/** Never raises: what goes wrong is told to the server, and stands in the log. */
async function answer(
  channel: Channel,
  ask: Ask,
  options: SessionOptions,
  signal: AbortSignal,
): Promise<void> {
  const { holder, policy, clock, log } = options
  const { number, slot, question, use } = ask
  const now = clock.now()
  const entry = {
    at: new Date(now).toISOString(),
    vaultId: slot.vaultId,
    slotId: slot.slotId,
    reason: use.reason,
    ...(use.jobId !== undefined && { jobId: use.jobId }),
  }
  const wanted = {
    reason: use.reason,
    ...(use.jobId !== undefined && { jobId: use.jobId }),
    ...(use.profileId !== undefined && { profileId: use.profileId }),
  }
  try {
    const why = policy.refusal(slot, wanted, now, timeOfDay(now))
    if (why !== undefined) {
      log({ ...entry, outcome: 'refused', why })
      channel.send(messageText({ kind: 'refusal', number, code: 'EKEY_REFUSED', reason: why }))
      return
    }
    const sealed = await holder.answer(slot, question, wanted, signal)
    log({ ...entry, outcome: 'given' })
    channel.send(messageText({ kind: 'answer', number, ...sealed }))
  } catch (error) {
    const code = error instanceof HoldfastError ? error.code : 'HF_UNEXPECTED'
    const reason = error instanceof Error ? error.message : String(error)
    try {
      log({ ...entry, outcome: 'failed', why: reason })
    } catch {
      // A log that cannot be written is why there is no answer: the server is told, there is nowhere else to say it.
    }
    channel.send(messageText({ kind: 'refusal', number, code, reason: reason.slice(0, 1_000) }))
  }
}

/** By the clock on the connector's wall. */
function timeOfDay(now: number): string {
  return new Date(now).toTimeString().slice(0, 5)
}
