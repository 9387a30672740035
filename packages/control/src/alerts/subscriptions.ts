import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, may, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Row, Severity } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { ALERT_KIND_NAMES } from './alert-kinds.ts'
import type { SecretBox } from './secret-box.ts'
import { SEVERITIES } from './severity.ts'
import { requireWebhookUrl } from './webhook/webhook-address.ts'
import { WEBHOOK_SETTING } from './webhook/webhook-settings.ts'
import { newWebhookSecret, WEBHOOK_SECRET } from './webhook/webhook-signature.ts'

const wanted = {
  /** Only these kinds; null for all. */
  kinds: z.array(z.enum(ALERT_KIND_NAMES)).min(1).nullable().default(null),
  minSeverity: z.enum(SEVERITIES).default('warning'),
}

/** Who is told of alerts, and of which. */
export const subscriptionInput = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('mail'), target: z.email().max(320), ...wanted }),
  z.strictObject({ channel: z.literal('webhook'), target: z.url().max(2_000), ...wanted }),
])

export interface ListedSubscription {
  readonly id: string
  readonly channel: 'mail' | 'webhook'
  /** Mail address or URL; of a URL only the origin for whoever may not change it, for it may hold a secret. */
  readonly target: string
  readonly kinds: readonly string[] | null
  readonly minSeverity: Severity
  readonly version: number
  readonly createdAt: Date
  /** Messages that wait to be sent. */
  readonly waiting: number
  readonly lastDeliveredAt: Date | null
  /** Why the newest message was not taken. */
  readonly lastError: string | null
}

/** All subscriptions. Needs `alerts:read` for the whole organisation: HF_FORBIDDEN for whoever is limited to profiles. */
export async function listSubscriptions(
  control: Pick<Control, 'sql'>,
  actor: Actor,
): Promise<readonly ListedSubscription[]> {
  requirePermission(actor, 'alerts:read')
  if (actor.profiles !== undefined) throw controlErrors.HF_FORBIDDEN({ permission: 'alerts:read' })
  const rows = await control.sql
    .selectFrom('subscription')
    .selectAll()
    .select((query) => [
      query
        .selectFrom('delivery')
        .select((each) => each.fn.countAll<number>().as('waiting'))
        .whereRef('subscriptionId', '=', 'subscription.id')
        .where('deliveredAt', 'is', null)
        .where('givenUpAt', 'is', null)
        .$asScalar()
        .as('waiting'),
      query
        .selectFrom('delivery')
        .select((each) => each.fn.max('deliveredAt').as('at'))
        .whereRef('subscriptionId', '=', 'subscription.id')
        .$asScalar()
        .as('lastDeliveredAt'),
      query
        .selectFrom('delivery')
        .select('lastError')
        .whereRef('subscriptionId', '=', 'subscription.id')
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .limit(1)
        .as('lastError'),
    ])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ secret: _, ...row }) => ({
    ...row,
    waiting: row.waiting ?? 0,
    target: may(actor, 'alerts:write') ? row.target : targetName(row),
  }))
}

/**
 * Adds a subscription. Of a webhook the secret with which its calls are signed is given back, this once. Needs
 * `alerts:write`. Raises HF_INVALID, HF_WEBHOOK_REFUSED for an address that may not be called.
 */
export async function createSubscription(
  control: Control,
  actor: Actor,
  secrets: SecretBox,
  input: z.input<typeof subscriptionInput>,
): Promise<{ readonly id: string; readonly secret: string | null }> {
  requirePermission(actor, 'alerts:write')
  const subscription = parseInput(subscriptionInput, input)
  await requireTarget(control, subscription)
  const id = newId(control)
  const secret = subscription.channel === 'webhook' ? newWebhookSecret(control) : null
  const sealed = secret && (await secrets.seal(WEBHOOK_SECRET, id, secret))
  await control.sql.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('subscription')
      .values({ ...subscription, id, secret: sealed, createdAt: now(control) })
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'subscription.created',
      target: { kind: 'subscription', id },
      details: audited(subscription),
    })
  })
  return { id, secret }
}

/**
 * Replaces what a subscription says; its channel and a webhook's secret stay. Needs `alerts:write`. Raises HF_NOT_FOUND,
 * HF_CONFLICT, HF_INVALID, HF_WEBHOOK_REFUSED.
 */
export async function changeSubscription(
  control: Control,
  actor: Actor,
  id: string,
  input: z.input<typeof subscriptionInput>,
  version: number,
): Promise<void> {
  requirePermission(actor, 'alerts:write')
  const { channel, ...subscription } = parseInput(subscriptionInput, input)
  await requireTarget(control, { channel, ...subscription })
  await control.sql.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('subscription')
      .select(['channel', 'version'])
      .where(raw`id::text`, '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row?.channel !== channel) throw controlErrors.HF_NOT_FOUND({ what: `${channel} subscription`, id })
    if (row.version !== version) throw controlErrors.HF_CONFLICT({ what: 'The subscription' })
    await transaction
      .updateTable('subscription')
      .set({ ...subscription, version: version + 1 })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'subscription.changed',
      target: { kind: 'subscription', id },
      details: audited({ channel, ...subscription }),
    })
  })
}

/** Ends a subscription; messages that wait are not sent any more. Needs `alerts:write`. Raises HF_NOT_FOUND. */
export async function deleteSubscription(control: Control, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'alerts:write')
  await control.sql.transaction().execute(async (transaction) => {
    const row = await transaction
      .deleteFrom('subscription')
      .where(raw`id::text`, '=', id)
      .returning(['channel', 'target', 'kinds', 'minSeverity'])
      .executeTakeFirst()
    if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'subscription', id })
    await recordAudit(control, transaction, actor, {
      action: 'subscription.deleted',
      target: { kind: 'subscription', id },
      details: audited(row),
    })
  })
}

/** A target as it may be shown to everybody: the path of a URL may hold a secret. */
export function targetName({ channel, target }: Pick<Row<'subscription'>, 'channel' | 'target'>): string {
  return channel === 'mail' || !URL.canParse(target) ? target : new URL(target).origin
}

async function requireTarget(
  control: Pick<Control, 'sql'>,
  { channel, target }: Pick<Row<'subscription'>, 'channel' | 'target'>,
): Promise<void> {
  if (channel === 'mail') return
  const { value } = await readSetting(control.sql, WEBHOOK_SETTING)
  requireWebhookUrl(target, value)
}

function audited(subscription: Pick<Row<'subscription'>, 'channel' | 'target' | 'kinds' | 'minSeverity'>) {
  const { channel, kinds, minSeverity } = subscription
  return { channel, target: targetName(subscription), kinds, minSeverity }
}
