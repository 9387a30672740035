import type { Clock, Random } from '@holdfast/base'
import { hasCode } from '@holdfast/base'
import type { Channel } from './channel.ts'
import { type SessionOptions, serveKeys } from './connector-session.ts'

export interface RunOptions extends SessionOptions {
  /** Opens a connection to the server. */
  readonly dial: (signal: AbortSignal) => Promise<Channel>
  readonly clock: Clock
  readonly random: Random
  /** Told of each connection that could not be made, or ended, and of the milliseconds until the next. */
  readonly onLost?: (error: unknown, wait: number) => void
}

const SHORTEST = 500
const LONGEST = 8_000

/**
 * Keeps a connector connected until `signal` is aborted: who is cut off dials again, sooner first and then later, but
 * always within ten seconds, since backups wait. Ends by raising HF_SERVER_UNKNOWN: that is no matter of time.
 */
export async function runConnector(options: RunOptions): Promise<void> {
  const { dial, clock, random, signal, onLost } = options
  let failures = 0
  while (!signal.aborted) {
    let error: unknown
    try {
      await serveKeys(await dial(signal), {
        ...options,
        onReady: () => {
          failures = 0
          options.onReady?.()
        },
      })
    } catch (caught) {
      if (hasCode(caught, 'HF_SERVER_UNKNOWN')) throw caught
      error = caught
    }
    if (signal.aborted) return
    const most = Math.min(LONGEST, SHORTEST * 2 ** failures++)
    const wait = most / 2 + (most / 2) * random.fraction()
    onLost?.(error, wait)
    await clock.sleep(wait, signal).catch(() => {})
  }
}
