import { randomUUID } from 'node:crypto'
import { systemClock } from '@holdfast/base'
import type { FaultRegistry } from '../faults/fault-registry.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import { post } from './post.ts'
import type { Subscription } from './subscription.ts'

export interface SubscriptionServiceOptions {
  readonly clock: VirtualClock
  readonly faults: FaultRegistry
  readonly tenantId: string
  /** The number of a drive's latest change; undefined when there is no such drive. */
  readonly seqOf: (driveId: string) => number | undefined
}

const TICK = 25
/** Graph gives a validation 10 seconds and a notification 3 (microsoft-graph-docs, delivery by webhooks). */
const VALIDATION_TIME = 10_000
const DELIVERY_TIME = 3_000
/** An unacknowledged notification is repeated for four hours. */
const GIVE_UP_AFTER = 4 * 3_600_000
const FIRST_RETRY = 1_000
/** Owners are asked to reauthorise this long before the end. */
const ASK_BEFORE = 3_600_000

/** Keeps subscriptions, watches drives for changes, and delivers notifications. */
export class SubscriptionService {
  readonly #options: SubscriptionServiceOptions
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #stop = new AbortController()
  #watching: Promise<void> | undefined

  constructor(options: SubscriptionServiceOptions) {
    this.#options = options
  }

  list(): Subscription[] {
    const now = this.#options.clock.now()
    for (const { id, expires } of this.#subscriptions.values()) if (expires <= now) this.remove(id)
    return [...this.#subscriptions.values()]
  }

  find(id: string): Subscription | undefined {
    return this.list().find((subscription) => subscription.id === id)
  }

  /** Takes up a subscription whose receiver was validated. Changes from now on are told. */
  add(subscription: Omit<Subscription, 'id' | 'told' | 'asked'>): Subscription {
    const told = this.#options.seqOf(subscription.driveId) ?? 0
    const added: Subscription = { ...subscription, id: randomUUID(), told, asked: false }
    this.#subscriptions.set(added.id, added)
    this.#watching ??= this.#watch()
    return added
  }

  remove(id: string): boolean {
    return this.#subscriptions.delete(id)
  }

  /** The handshake: a receiver proves itself by sending the token back as plain text. */
  async validate(address: string): Promise<boolean> {
    const token = `Validation: ${randomUUID()} <&>`
    const url = new URL(address)
    url.searchParams.set('validationToken', token)
    try {
      const answer = await post(url.href, {
        contentType: 'text/plain; charset=utf-8',
        body: '',
        timeout: VALIDATION_TIME,
        signal: this.#stop.signal,
      })
      const echoed = answer.text === token || answer.text === escapeHtml(token)
      return answer.status === 200 && answer.contentType.startsWith('text/plain') && echoed
    } catch {
      return false
    }
  }

  /** Stops watching and all deliveries under way. */
  async close(): Promise<void> {
    this.#stop.abort()
    await this.#watching
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted && this.#subscriptions.size > 0) {
      for (const subscription of this.list()) this.#inspect(subscription)
      // Real time: the watch goes on while the virtual clock is frozen.
      await systemClock.sleep(TICK, signal).catch(() => undefined)
    }
    this.#watching = undefined
  }

  #inspect(subscription: Subscription): void {
    const { clock, faults, seqOf } = this.#options
    const seq = seqOf(subscription.driveId) ?? subscription.told
    const subject = { drive: subscription.driveId, app: subscription.applicationId }
    if (seq !== subscription.told) {
      subscription.told = seq
      if (!faults.find('webhook-lost', subject)) {
        const late = Number(faults.find('webhook-late', subject)?.value ?? 0)
        const copies = faults.find('webhook-duplicate', subject) ? 2 : 1
        for (let i = 0; i < copies; i++)
          this.#deliver(subscription.notificationUrl, this.#changed(subscription), late)
      }
    }
    const due = subscription.expires - clock.now() < ASK_BEFORE
    if (due && !subscription.asked && subscription.lifecycleNotificationUrl !== null) {
      subscription.asked = true
      const entry = { ...this.#common(subscription), lifecycleEvent: 'reauthorizationRequired' }
      this.#deliver(subscription.lifecycleNotificationUrl, entry, 0)
    }
  }

  #changed(subscription: Subscription): object {
    return {
      ...this.#common(subscription),
      changeType: 'updated',
      resource: subscription.resource,
      resourceData: { '@odata.type': '#Microsoft.Graph.DriveItem' },
    }
  }

  #common({ id, expires, clientState }: Subscription): object {
    return {
      subscriptionId: id,
      subscriptionExpirationDateTime: new Date(expires).toISOString(),
      clientState,
      tenantId: this.#options.tenantId,
    }
  }

  #deliver(address: string, entry: object, late: number): void {
    this.#send(address, JSON.stringify({ value: [entry] }), late).catch(() => undefined)
  }

  /** Repeats with growing pauses of virtual time until the receiver answers 2xx or four hours have passed. */
  async #send(address: string, body: string, late: number): Promise<void> {
    const { clock } = this.#options
    const { signal } = this.#stop
    await clock.sleep(late, signal)
    const end = clock.now() + GIVE_UP_AFTER
    for (let pause = FIRST_RETRY; clock.now() < end; pause *= 2) {
      const answer = await post(address, {
        contentType: 'application/json; charset=utf-8',
        body,
        timeout: DELIVERY_TIME,
        signal,
      }).catch(() => undefined)
      if (answer && answer.status >= 200 && answer.status < 300) return
      await clock.sleep(pause, signal)
    }
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
