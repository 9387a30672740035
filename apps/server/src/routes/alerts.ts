import {
  ALERT_KIND_NAMES,
  alertMute,
  alertRule,
  alertsQuery,
  changeAlertRule,
  changeSubscription,
  closeAlert,
  controlErrors,
  countAlerts,
  createSubscription,
  deleteSubscription,
  listAlertRules,
  listAlerts,
  listSubscriptions,
  muteAlert,
  SEVERITIES,
  subscriptionInput,
  testSubscription,
} from '@holdfast/control'
import { z } from 'zod'
import { page, pageQuery } from '../http/paging.ts'
import { several } from '../http/several.ts'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const severity = z.enum(SEVERITIES)

const alert = component(
  'Alert',
  z.object({
    id: z.uuid(),
    kind: z.string(),
    subject: z.string(),
    severity,
    title: z.string(),
    hint: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    count: z.int().describe('How often the condition was met.'),
    firstAt: z.date(),
    lastAt: z.date(),
    toldAt: z.date().nullable(),
    mutedUntil: z.date().nullable(),
    resolvedAt: z.date().nullable(),
  }),
)

const rule = component(
  'AlertRule',
  z.object({
    kind: z.enum(ALERT_KIND_NAMES),
    enabled: z.boolean(),
    severity: severity.nullable().describe('null for the kind’s own.'),
    repeatHours: z.int().nullable().describe('0 for never, null for the kind’s own.'),
    mutedUntil: z.string().nullable(),
    defaults: z.object({ severity, repeatHours: z.int() }),
    version: z.int(),
  }),
)

const subscription = component(
  'Subscription',
  z.object({
    id: z.uuid(),
    channel: z.enum(['mail', 'webhook']),
    target: z.string(),
    kinds: z.array(z.string()).nullable().describe('null for all.'),
    minSeverity: severity,
    version: z.int(),
    createdAt: z.date(),
    waiting: z.int().describe('Messages that wait to be sent.'),
    lastDeliveredAt: z.date().nullable(),
    lastError: z.string().nullable(),
  }),
)

const id = z.object({ id: z.uuid() })
const tags = ['alerts'] as const
const read = { permission: 'alerts:read' } as const
const write = { permission: 'alerts:write' } as const

const listRoute = defineRoute({
  id: 'listAlerts',
  method: 'GET',
  url: '/api/v1/alerts',
  access: read,
  tags,
  summary: 'Alerts, newest first',
  query: pageQuery({
    which: alertsQuery.shape.which.describe('Those that last, or those that are over.'),
    severities: several(z.enum(SEVERITIES)),
    kinds: several(z.string().max(100)),
    personId: alertsQuery.shape.personId,
  }).extend({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  answers: { 200: page(alert) },
  handle: async ({ control, actor, query: { cursor, ...query } }) => {
    const { alerts, next } = await listAlerts(control, actor, { ...query, after: cursor })
    return { items: alerts, nextCursor: next }
  },
})

const countRoute = defineRoute({
  id: 'countAlerts',
  method: 'GET',
  url: '/api/v1/alerts/counts',
  access: read,
  tags,
  summary: 'How many alerts are open and not muted, by severity',
  answers: {
    200: z.object({ critical: z.int(), high: z.int(), warning: z.int(), info: z.int() }),
  },
  handle: ({ control, actor }) => countAlerts(control, actor),
})

const muteRoute = defineRoute({
  id: 'muteAlert',
  method: 'POST',
  url: '/api/v1/alerts/:id/mute',
  access: write,
  tags,
  summary: 'Tells nobody of an alert until some time, or again',
  params: id,
  body: alertMute,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params, body }) => {
    await muteAlert(control, actor, params.id, body)
    return undefined
  },
})

const closeRoute = defineRoute({
  id: 'closeAlert',
  method: 'POST',
  url: '/api/v1/alerts/:id/close',
  access: write,
  tags,
  summary: 'Closes an alert; it comes again when its condition is met again',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await closeAlert(control, actor, params.id)
    return undefined
  },
})

const listRulesRoute = defineRoute({
  id: 'listAlertRules',
  method: 'GET',
  url: '/api/v1/alert-rules',
  access: read,
  tags,
  summary: 'Every kind of alert, and how it is told',
  answers: { 200: z.object({ rules: z.array(rule) }) },
  handle: async ({ control, actor }) => ({ rules: [...(await listAlertRules(control, actor))] }),
})

const changeRuleRoute = defineRoute({
  id: 'changeAlertRule',
  method: 'PUT',
  url: '/api/v1/alert-rules/:kind',
  access: write,
  tags,
  summary: 'Changes how a kind of alert is told',
  params: z.object({ kind: z.enum(ALERT_KIND_NAMES) }),
  body: alertRule,
  ifMatch: true,
  answers: { 200: rule },
  handle: async ({ control, actor, params: { kind }, body, version }) => {
    await changeAlertRule(control, actor, kind, body, version)
    const changed = (await listAlertRules(control, actor)).find((each) => each.kind === kind)
    if (changed === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'alert rule', id: kind })
    return changed
  },
})

const listSubscriptionsRoute = defineRoute({
  id: 'listSubscriptions',
  method: 'GET',
  url: '/api/v1/subscriptions',
  access: read,
  tags,
  summary: 'Who is told of alerts, by mail or webhook',
  answers: { 200: z.object({ subscriptions: z.array(subscription) }) },
  handle: async ({ control, actor }) => ({ subscriptions: [...(await listSubscriptions(control, actor))] }),
})

const createSubscriptionRoute = defineRoute({
  id: 'createSubscription',
  method: 'POST',
  url: '/api/v1/subscriptions',
  access: write,
  tags,
  summary: 'Tells somebody of alerts from now on',
  body: subscriptionInput,
  answers: {
    201: z.object({
      id: z.uuid(),
      secret: z.string().nullable().describe('What a webhook’s messages are signed with; shown once.'),
    }),
  },
  errors: ['HF_WEBHOOK_REFUSED'],
  idempotent: false,
  handle: ({ control, actor, body }) => createSubscription(control, actor, control.secrets, body),
})

const changeSubscriptionRoute = defineRoute({
  id: 'changeSubscription',
  method: 'PUT',
  url: '/api/v1/subscriptions/:id',
  access: write,
  tags,
  summary: 'Changes a subscription',
  params: id,
  body: subscriptionInput,
  ifMatch: true,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND', 'HF_WEBHOOK_REFUSED'],
  handle: async ({ control, actor, params, body, version }) => {
    await changeSubscription(control, actor, params.id, body, version)
    return undefined
  },
})

const deleteSubscriptionRoute = defineRoute({
  id: 'deleteSubscription',
  method: 'DELETE',
  url: '/api/v1/subscriptions/:id',
  access: write,
  tags,
  summary: 'Ends a subscription',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await deleteSubscription(control, actor, params.id)
    return undefined
  },
})

const testSubscriptionRoute = defineRoute({
  id: 'testSubscription',
  method: 'POST',
  url: '/api/v1/subscriptions/:id/test',
  access: write,
  tags,
  summary: 'Sends a message by a subscription now',
  params: id,
  answers: { 204: nothing },
  errors: [
    'HF_NOT_FOUND',
    'HF_MAIL_NOT_CONFIGURED',
    'HF_MAIL_FAILED',
    'HF_WEBHOOK_REFUSED',
    'HF_WEBHOOK_FAILED',
  ],
  idempotent: false,
  handle: async ({ services, control, actor, params, signal }) => {
    await testSubscription(control, actor, services.channels, params.id, { signal })
    return undefined
  },
})

export const alertRoutes: readonly Route[] = [
  listRoute,
  countRoute,
  muteRoute,
  closeRoute,
  listRulesRoute,
  changeRuleRoute,
  listSubscriptionsRoute,
  createSubscriptionRoute,
  changeSubscriptionRoute,
  deleteSubscriptionRoute,
  testSubscriptionRoute,
]
