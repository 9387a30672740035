import { Readable } from 'node:stream'
import type { Clock } from '@holdfast/base'
import { serverErrors } from '../errors.ts'
import { Answer } from '../route/answer.ts'

export interface ServerSentEvent {
  /** What the client says as Last-Event-ID when it comes back. */
  readonly id?: string | number
  readonly event?: string
  readonly data: unknown
}

/** After so long the client comes back, and is asked anew who it is. */
const LONGEST_MS = 5 * 60_000
/** Streams of one account at the same time: each looks at the database again and again. */
const MOST = 20

/** How many streams each account has open. */
const open = new WeakMap<object, Map<string, number>>()

/** Proxies close what is silent for longer. */
const HEARTBEAT_MS = 15_000

/** Of the context that a route's handler gets. */
interface Streaming {
  readonly control: { readonly clock: Clock }
  readonly actor: { readonly id: string }
  /** The client went away. */
  readonly signal: AbortSignal
  /** The server stops: the client comes back, to whoever serves it then. */
  readonly stopping: AbortSignal
}

/**
 * Answers with events as they come, until the source has no more, the client goes, five minutes are over, or the server
 * stops. `source` gets the signal of that end and must heed it. Raises HF_TOO_MANY_STREAMS.
 */
export function serverSentEvents(
  { control, actor, signal, stopping }: Streaming,
  source: (signal: AbortSignal) => AsyncIterable<ServerSentEvent>,
): Answer<Readable> {
  const leave = enter(control, actor.id)
  const ended = new AbortController()
  const all = AbortSignal.any([signal, stopping, ended.signal])
  const body = Readable.from(withHeartbeat(source(all), control.clock, all), {
    objectMode: false,
    highWaterMark: 4_096,
  })
  body.once('close', () => {
    ended.abort()
    leave()
  })
  control.clock.sleep(LONGEST_MS, all).then(
    () => ended.abort(),
    () => {},
  )
  return new Answer(200, body, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
}

/** Counts a stream; gives what takes it off the count again. Raises HF_TOO_MANY_STREAMS. */
function enter(control: object, accountId: string): () => void {
  const counts = open.get(control) ?? new Map<string, number>()
  open.set(control, counts)
  const count = counts.get(accountId) ?? 0
  if (count >= MOST) throw serverErrors.HF_TOO_MANY_STREAMS({ most: MOST, seconds: 10 })
  counts.set(accountId, count + 1)
  return () => {
    const left = (counts.get(accountId) ?? 1) - 1
    if (left > 0) counts.set(accountId, left)
    else counts.delete(accountId)
  }
}

/** The number that the client has seen last; 0 for a new one, or one that says nonsense. */
export function lastEventNumber(header: string | string[] | undefined): number {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : 0
}

async function* withHeartbeat(
  source: AsyncIterable<ServerSentEvent>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const events = source[Symbol.asyncIterator]()
  yield 'retry: 2000\n\n'
  try {
    for (let next = events.next(); ; ) {
      // Nobody looks at it any more after the end.
      next.catch(() => {})
      const result = await firstOf(next, clock, signal)
      if (result === 'ended') return
      if (result === 'silence') {
        yield ': still here\n\n'
        continue
      }
      if (result.done) return
      yield lines(result.value)
      next = events.next()
    }
  } finally {
    // Not awaited: a source that waits for the signal ends by it.
    events.return?.().catch(() => {})
  }
}

/** The next event, or that the time for a sign of life has come, or that nobody waits any more. */
async function firstOf<T>(
  next: Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | 'silence' | 'ended'> {
  const waiting = new AbortController()
  const over = AbortSignal.any([signal, waiting.signal])
  const silence = clock.sleep(HEARTBEAT_MS, over).then(
    () => 'silence' as const,
    () => 'ended' as const,
  )
  try {
    if (signal.aborted) return 'ended'
    return await Promise.race([next, silence])
  } catch (error) {
    if (signal.aborted) return 'ended'
    throw error
  } finally {
    waiting.abort()
  }
}

function lines({ id, event, data }: ServerSentEvent): string {
  const head = [id === undefined ? '' : `id: ${id}\n`, event === undefined ? '' : `event: ${event}\n`]
  return `${head.join('')}data: ${JSON.stringify(data)}\n\n`
}
