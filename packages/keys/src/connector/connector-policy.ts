import { z } from 'zod'
import type { KeySlot } from '../envelope/key-slot.ts'
import type { KeyUse } from '../providers/key-provider.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What a connector gives out, by its own word: the server cannot change it. */
export const connectorPolicy = z.strictObject({
  /** Ids; without them all. */
  vaults: z.array(z.uuid()).optional(),
  profiles: z.array(z.uuid()).optional(),
  reasons: z.array(z.enum(['backup', 'restore', 'browse', 'upkeep', 'rotation', 'drill'])).optional(),
  /** Keys in any minute. */
  perMinute: z.int().min(1).max(1_000_000).default(60_000),
  /** No key in these hours of the connector's day; may reach over midnight. */
  quiet: z.strictObject({ from: time, to: time }).optional(),
})

export type ConnectorPolicy = z.infer<typeof connectorPolicy>

const MINUTE = 60_000

/** Decides about questions, and counts those that it lets pass. */
export class PolicyKeeper {
  readonly #policy: ConnectorPolicy
  /** When keys of the last minute were given out, in order. */
  #given: number[] = []

  constructor(policy: ConnectorPolicy) {
    this.#policy = policy
  }

  /** Why a key is not given out; undefined when it is, which then counts. `clock` is the time of day, as 14:05. */
  refusal(slot: KeySlot, use: KeyUse, now: number, clock: string): string | undefined {
    const { vaults, profiles, reasons, perMinute, quiet } = this.#policy
    if (vaults && !vaults.includes(slot.vaultId)) return 'this connector does not serve that vault'
    if (profiles && !(use.profileId && profiles.includes(use.profileId)))
      return 'this connector does not serve that profile'
    if (reasons && !reasons.includes(use.reason)) return `this connector gives no keys for: ${use.reason}`
    if (quiet && isWithin(quiet, clock)) return `this connector rests from ${quiet.from} to ${quiet.to}`
    const since = now - MINUTE
    const first = this.#given.findIndex((at) => at > since)
    this.#given = first < 0 ? [] : this.#given.slice(first)
    if (this.#given.length >= perMinute) return `more than ${perMinute} keys in a minute`
    this.#given.push(now)
    return undefined
  }
}

function isWithin({ from, to }: { readonly from: string; readonly to: string }, clock: string): boolean {
  return from <= to ? from <= clock && clock < to : clock >= from || clock < to
}
