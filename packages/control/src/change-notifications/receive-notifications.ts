import { z } from 'zod'
import { type Control, now } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { isClientState } from './client-state.ts'
import { makeDueSoon } from './make-due-soon.ts'
import { CHANGE_NOTIFICATIONS } from './notification-settings.ts'

const notification = z.object({
  subscriptionId: z.string().min(1).max(200),
  clientState: z.string().max(200).nullish(),
  /** Of the subscription itself; nothing when something changed in the drive. */
  lifecycleEvent: z.string().max(100).nullish(),
})

/** What Microsoft posts (Graph documentation: change-notifications-delivery-webhooks, change-notifications-lifecycle-events). */
export const notifications = z.object({ value: z.array(notification).max(1_000) })

export interface ReceivedNotifications {
  /** Known, and with the secret that only Microsoft has. */
  readonly accepted: number
  readonly ignored: number
  /** OneDrives that are due sooner now. */
  readonly dueSoon: number
}

/**
 * Takes what Microsoft tells of changes: makes the OneDrives due soon, and renews or replaces subscriptions that it asks
 * about. What is not proved to be Microsoft's by its secret changes nothing. Quick: the answer is due in three seconds.
 * Raises HF_INVALID.
 */
export async function receiveNotifications(
  control: Control,
  input: z.input<typeof notifications>,
): Promise<ReceivedNotifications> {
  const { value } = parseInput(notifications, input)
  const ids = [...new Set(value.map(({ subscriptionId }) => subscriptionId))]
  if (ids.length === 0) return { accepted: 0, ignored: 0, dueSoon: 0 }
  return await control.sql.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('graphSubscription')
      .selectAll()
      .where('id', 'in', ids)
      .execute()
    const byId = new Map(known.map((subscription) => [subscription.id, subscription]))
    const changed = new Set<string>()
    const events = new Map<string, string>()
    let accepted = 0
    for (const { subscriptionId, clientState, lifecycleEvent } of value) {
      const subscription = byId.get(subscriptionId)
      if (!subscription || !isClientState(clientState ?? '', subscription.clientStateHash)) continue
      accepted++
      if (lifecycleEvent) events.set(subscriptionId, lifecycleEvent)
      // Whoever lost the subscription, or notifications of it, may have missed a change.
      if (lifecycleEvent !== 'reauthorizationRequired') changed.add(subscription.onedriveId)
    }
    const of = (event: string) => ids.filter((id) => events.get(id) === event)
    const removed = of('subscriptionRemoved')
    if (removed.length > 0)
      await transaction.deleteFrom('graphSubscription').where('id', 'in', removed).execute()
    const asked = of('reauthorizationRequired')
    if (asked.length > 0)
      await transaction
        .updateTable('graphSubscription')
        .set({ renewAt: now(control) })
        .where('id', 'in', asked)
        .execute()
    const { minutesBetweenBackups } = (await readSetting(transaction, CHANGE_NOTIFICATIONS)).value
    const dueSoon = await makeDueSoon(control, transaction, [...changed], minutesBetweenBackups)
    return { accepted, ignored: value.length - accepted, dueSoon }
  })
}
