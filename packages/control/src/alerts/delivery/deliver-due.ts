import { type Control, now } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import type { Row } from '../../database/tables.ts'
import { raiseAlert } from '../raise-alert.ts'
import { resolveAlert } from '../resolve-alert.ts'
import { targetName } from '../subscriptions.ts'
import { backOff, GIVE_UP_AFTER } from './back-off.ts'
import type { AlertChannels, AlertDigest } from './channel.ts'
import { collateDue } from './collate.ts'

export interface DeliveryCounts {
  readonly delivered: number
  readonly failed: number
}

/** A message that is being sent is left alone for so long; if the server died meanwhile, it is sent again afterwards. */
const LEASE = 5 * 60 * 1_000

const TOGETHER = 4

type Claimed = Row<'delivery'> & Pick<Row<'subscription'>, 'channel' | 'target' | 'secret'>

/**
 * Collates the alerts that are due, and sends the messages that wait. Made to run every minute, on any number of servers. A
 * message is sent at least once: again, under the same id, only when it is not known whether it arrived. One that is not
 * taken is tried again after 1 minute to 6 hours, and given up after 3 days, which is an alert itself.
 */
export async function deliverDue(
  control: Control,
  channels: AlertChannels,
  { signal = new AbortController().signal }: { signal?: AbortSignal } = {},
): Promise<DeliveryCounts> {
  await collateDue(control)
  const counts = { delivered: 0, failed: 0 }
  for (;;) {
    signal.throwIfAborted()
    const claimed = await claim(control)
    if (claimed.length === 0) return counts
    const results = await Promise.all(claimed.map((delivery) => deliver(control, channels, delivery, signal)))
    for (const result of results) counts[result]++
  }
}

/** Takes messages whose time has come. */
async function claim(control: Control): Promise<readonly Claimed[]> {
  const at = now(control)
  return control.sql
    .with('due', (query) =>
      query
        .selectFrom('delivery')
        .select('delivery.id')
        .where('deliveredAt', 'is', null)
        .where('givenUpAt', 'is', null)
        .where('nextAt', '<=', at)
        .orderBy('nextAt')
        .limit(TOGETHER)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('delivery')
    .from(['due', 'subscription'])
    .set((query) => ({
      attempts: query('delivery.attempts', '+', 1),
      nextAt: new Date(at.getTime() + LEASE),
    }))
    .whereRef('delivery.id', '=', 'due.id')
    .whereRef('subscription.id', '=', 'delivery.subscriptionId')
    .returningAll('delivery')
    .returning(['subscription.channel', 'subscription.target', 'subscription.secret'])
    .execute()
}

async function deliver(
  control: Control,
  channels: AlertChannels,
  delivery: Claimed,
  signal: AbortSignal,
): Promise<'delivered' | 'failed'> {
  const { id, subscriptionId, channel, target, secret } = delivery
  try {
    const digest = delivery.body as AlertDigest
    await channels[channel].send({ id, subscriptionId, target, secret, digest }, { signal })
  } catch (error) {
    // Stopped, not refused: the next start sends it when the lease is over.
    signal.throwIfAborted()
    await noteFailure(control, delivery, error instanceof Error ? error.message : String(error))
    return 'failed'
  }
  await control.sql.transaction().execute(async (transaction) => {
    await note(transaction, id, { deliveredAt: now(control), lastError: null })
    await resolveAlert(control, transaction, { kind: 'delivery-failed', subject: subscriptionId })
  })
  return 'delivered'
}

async function noteFailure(control: Control, delivery: Claimed, reason: string): Promise<void> {
  const { id, subscriptionId, attempts, createdAt } = delivery
  const at = control.clock.now()
  await control.sql.transaction().execute(async (transaction) => {
    if (at - createdAt.getTime() < GIVE_UP_AFTER) {
      await note(transaction, id, { nextAt: new Date(at + backOff(attempts)), lastError: reason })
      return
    }
    await note(transaction, id, { givenUpAt: new Date(at), lastError: reason })
    await raiseAlert(control, transaction, {
      kind: 'delivery-failed',
      subject: subscriptionId,
      details: { target: targetName(delivery), reason },
    })
  })
}

async function note(
  transaction: Sql,
  id: string,
  changes: Partial<Pick<Row<'delivery'>, 'deliveredAt' | 'givenUpAt' | 'nextAt' | 'lastError'>>,
): Promise<void> {
  await transaction.updateTable('delivery').set(changes).where('id', '=', id).execute()
}
