import { type HoldfastError, hasCode } from '@holdfast/base'
import type { GraphClient } from '@holdfast/graph'
import { raiseAlert } from '../alerts/raise-alert.ts'
import { resolveAlert } from '../alerts/resolve-alert.ts'
import type { Control } from '../control.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { hashOfClientState, newClientState } from './client-state.ts'
import { CHANGE_NOTIFICATIONS, notificationUrl } from './notification-settings.ts'
import { planSubscriptions, type SubscriptionStep } from './plan-subscriptions.ts'

/** The part of a Graph client that subscriptions need. */
export type SubscriptionClient = Pick<
  GraphClient,
  'createSubscription' | 'renewSubscription' | 'deleteSubscription'
>

export interface RenewedSubscriptions {
  readonly begun: number
  readonly renewed: number
  readonly ended: number
  readonly failed: number
}

const DAY = 86_400_000
/** Microsoft allows thirty: what a server that is gone has left behind ends sooner so. */
const LIFE = 7 * DAY
const RENEWED_AFTER = LIFE / 2
/** So many in a row, and the rest is not tried: the address cannot be reached, or a permission is missing. */
const FAILURES = 3

type Wanted = NonNullable<SubscriptionStep['wanted']>

/**
 * Sees to it that Microsoft tells of changes in every OneDrive that is backed up: begins, renews and ends subscriptions,
 * all of them where notifications are switched off. `graph` gives a client whose application may write (Microsoft asks for
 * Files.ReadWrite.All), and is asked only when there is something to do. What Microsoft refuses is told by the alert
 * `change-notifications-failing` and tried again next time; meanwhile the schedule covers it. Made to run every ten minutes.
 */
export async function renewSubscriptions(
  control: Control,
  graph: () => Promise<SubscriptionClient>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<RenewedSubscriptions> {
  const { value: settings } = await readSetting(control.sql, CHANGE_NOTIFICATIONS)
  const url = notificationUrl(settings)
  const steps = await planSubscriptions(control, url)
  const counts = { begun: 0, renewed: 0, ended: 0, failed: 0 }
  let failure: HoldfastError | undefined
  if (steps.length > 0) {
    const work = new Subscriptions(control, await graph(), url ?? '', signal)
    let inRow = 0
    for (const step of steps) {
      signal?.throwIfAborted()
      try {
        counts[await work.take(step)]++
        inRow = 0
      } catch (error) {
        if (!isRefusal(error)) throw error
        failure = error
        counts.failed++
        if (++inRow === FAILURES) break
      }
    }
  }
  await tell(control, counts.failed, failure)
  return counts
}

class Subscriptions {
  readonly #control: Control
  readonly #client: SubscriptionClient
  readonly #url: string
  readonly #options: { signal?: AbortSignal }

  constructor(control: Control, client: SubscriptionClient, url: string, signal: AbortSignal | undefined) {
    this.#control = control
    this.#client = client
    this.#url = url
    this.#options = signal ? { signal } : {}
  }

  async take({ id, wanted, fits }: SubscriptionStep): Promise<'begun' | 'renewed' | 'ended'> {
    if (id !== null && wanted && fits && (await this.#renew(id))) return 'renewed'
    if (id !== null) await this.#end(id)
    if (!wanted) return 'ended'
    await this.#begin(wanted)
    return 'begun'
  }

  /** False when Microsoft no longer has it, or it belongs to an application of before. */
  async #renew(id: string): Promise<boolean> {
    const { now, times } = this.#times()
    try {
      await this.#client.renewSubscription(id, now + LIFE, this.#options)
    } catch (error) {
      if (hasCode(error, 'HF_ITEM_GONE', 'HF_ACCESS_DENIED')) return false
      throw error
    }
    await this.#control.sql.updateTable('graphSubscription').set(times).where('id', '=', id).execute()
    return true
  }

  async #end(id: string): Promise<void> {
    try {
      await this.#client.deleteSubscription(id, this.#options)
    } catch (error) {
      // One of an application of before ends by itself.
      if (!hasCode(error, 'HF_ACCESS_DENIED')) throw error
    }
    await this.#control.sql.deleteFrom('graphSubscription').where('id', '=', id).execute()
  }

  async #begin({ onedriveId, driveId }: Wanted): Promise<void> {
    const clientState = newClientState(this.#control)
    const { now, times } = this.#times()
    const { id } = await this.#client.createSubscription(
      {
        driveId,
        notificationUrl: this.#url,
        lifecycleUrl: this.#url,
        clientState,
        expiresAt: now + LIFE,
      },
      this.#options,
    )
    const kept = await this.#control.sql
      .insertInto('graphSubscription')
      .values({
        id,
        onedriveId,
        driveId,
        notificationUrl: this.#url,
        clientStateHash: hashOfClientState(clientState),
        ...times,
      })
      .onConflict((conflict) => conflict.column('onedriveId').doNothing())
      .returning('id')
      .executeTakeFirst()
    // Another server was at it, too.
    if (!kept) await this.#client.deleteSubscription(id, this.#options)
  }

  #times() {
    const now = this.#control.clock.now()
    return { now, times: { renewAt: new Date(now + RENEWED_AFTER), expiresAt: new Date(now + LIFE) } }
  }
}

/** What Microsoft, or the way to it, answered; not a fault of ours. */
function isRefusal(error: unknown): error is HoldfastError {
  return hasCode(
    error,
    'HF_ACCESS_DENIED',
    'HF_GRAPH_REFUSED',
    'HF_GRAPH_UNAVAILABLE',
    'HF_GRAPH_UNREACHABLE',
    'HF_ITEM_GONE',
    'HF_ITEM_LOCKED',
    'HF_SIGN_IN_FAILED',
    'HF_THROTTLED',
  )
}

async function tell(control: Control, count: number, failure: HoldfastError | undefined): Promise<void> {
  const alert = { kind: 'change-notifications-failing', subject: 'change-notifications' } as const
  if (!failure) return await resolveAlert(control, undefined, alert)
  const reason = failure.message.replace(/\.$/, '')
  await raiseAlert(control, undefined, { ...alert, details: { count, reason, code: failure.code } })
}
