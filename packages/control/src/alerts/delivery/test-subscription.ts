import { sql as raw } from 'kysely'
import { type Actor, requirePermission } from '../../access/actor.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, newId } from '../../control.ts'
import { controlErrors } from '../../errors.ts'
import { targetName } from '../subscriptions.ts'
import type { AlertChannels } from './channel.ts'
import { testDigest } from './test-digest.ts'

/**
 * Sends a made-up alert to a subscription, and waits until it is taken. Needs `alerts:write`. Raises HF_NOT_FOUND, and what
 * the channel raises.
 */
export async function testSubscription(
  control: Control,
  actor: Actor,
  channels: AlertChannels,
  id: string,
  { signal = new AbortController().signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  requirePermission(actor, 'alerts:write')
  const row = await control.sql.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('subscription')
      .selectAll()
      .where(raw`id::text`, '=', id)
      .executeTakeFirst()
    if (found === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'subscription', id })
    await recordAudit(control, transaction, actor, {
      action: 'subscription.tested',
      target: { kind: 'subscription', id },
      details: { channel: found.channel, target: targetName(found) },
    })
    return found
  })
  const digest = testDigest(control, id)
  const { channel, target, secret } = row
  await channels[channel].send({ id: newId(control), subscriptionId: id, target, secret, digest }, { signal })
}
