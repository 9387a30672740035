import { type Context, graphFailure, type Reply, type Route } from '../http/route.ts'
import { LONGEST_LIFE, type Subscription, subscriptionJson } from './subscription.ts'

/** Reading is not enough (microsoft-graph-docs, subscription-post-subscriptions: driveItem). */
const ROLES = ['Files.ReadWrite.All', 'Sites.ReadWrite.All', 'Sites.FullControl.All']

export const subscriptionRoutes: readonly Route[] = [
  subscription('subscriptions.create', 'POST', '/subscriptions', create),
  subscription('subscriptions.list', 'GET', '/subscriptions', (c) => ({
    status: 200,
    json: {
      '@odata.context': `${c.links.graph}/$metadata#subscriptions`,
      value: c.emulator.subscriptions
        .list()
        .filter(({ applicationId }) => applicationId === c.caller?.appId)
        .map(subscriptionJson),
    },
  })),
  subscription('subscriptions.get', 'GET', '/subscriptions/:id', (c) => reply(c, 200, own(c))),
  subscription('subscriptions.update', 'PATCH', '/subscriptions/:id', async (c) => {
    const found = own(c)
    const { expirationDateTime } = (await c.json()) as { expirationDateTime?: unknown }
    found.expires = readExpiry(c, expirationDateTime)
    found.asked = false
    return reply(c, 200, found)
  }),
  subscription('subscriptions.reauthorize', 'POST', '/subscriptions/:id/reauthorize', (c) => {
    own(c).asked = false
    return { status: 204 }
  }),
  subscription('subscriptions.delete', 'DELETE', '/subscriptions/:id', (c) => {
    c.emulator.subscriptions.remove(own(c).id)
    return { status: 204 }
  }),
]

function subscription(name: string, method: string, pattern: string, handle: Route['handle']): Route {
  return { name, host: 'graph', method, pattern, units: 1, budget: 'directory', roles: ROLES, handle }
}

async function create(c: Context): Promise<Reply> {
  const body = (await c.json()) as Record<string, unknown>
  const { changeType, notificationUrl, lifecycleNotificationUrl, resource, clientState } = body
  if (changeType !== 'updated') throw invalid('Subscription change type is not supported for this resource.')
  const driveId = readResource(c, resource)
  const expires = readExpiry(c, body.expirationDateTime)
  if (typeof clientState === 'string' && clientState.length > 128)
    throw invalid('The clientState is too long.')
  const addresses = [readAddress(notificationUrl)]
  if (lifecycleNotificationUrl != null) addresses.push(readAddress(lifecycleNotificationUrl))
  const { subscriptions } = c.emulator
  for (const address of addresses) {
    if (!(await subscriptions.validate(address))) {
      throw invalid(
        'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
      )
    }
  }
  const added = subscriptions.add({
    resource: String(resource),
    driveId,
    changeType,
    applicationId: c.caller?.appId ?? '',
    creatorId: c.caller?.userId ?? c.caller?.appId ?? '',
    clientState: typeof clientState === 'string' ? clientState : null,
    notificationUrl: String(notificationUrl),
    lifecycleNotificationUrl: addresses[1] ?? null,
    expires,
  })
  return reply(c, 201, added)
}

/** `/drives/{id}/root`, `/me/drive/root`, `/users/{id}/drive/root`: only roots can be watched in OneDrive for Business. */
function readResource(c: Context, resource: unknown): string {
  const path = String(resource ?? '').replace(/^\//, '')
  const byId = /^drives\/([^/]+)\/root$/i.exec(path)?.[1]
  if (byId !== undefined) {
    const id = decodeURIComponent(byId)
    if (c.emulator.driveSeq(id) !== undefined) return id
    throw graphFailure(404, 'itemNotFound', 'The resource could not be found.')
  }
  const owner = /^users\/([^/]+)\/drive\/root$/i.exec(path)?.[1]
  const user = /^me\/drive\/root$/i.test(path) ? c.caller?.userId : owner && decodeURIComponent(owner)
  const id = user === undefined ? undefined : c.emulator.driveIdOf(user)
  if (id === undefined) throw invalid(`Resource '${path}' cannot be subscribed to.`)
  return id
}

function readExpiry(c: Context, text: unknown): number {
  const expires = Date.parse(String(text))
  const now = c.emulator.clock.now()
  if (Number.isNaN(expires) || expires <= now) throw invalid('Subscription expiration must be in the future.')
  if (expires > now + LONGEST_LIFE)
    throw invalid('Subscription expiration can only be 42300 minutes in the future.')
  return expires
}

/** Microsoft insists on https; loopback receivers of tests may use http. */
function readAddress(address: unknown): string {
  const url = URL.canParse(String(address)) ? new URL(String(address)) : undefined
  const local = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
  if (!url || !(url.protocol === 'https:' || local))
    throw invalid("The notification url must start with 'https'.")
  return url.href
}

function own(c: Context): Subscription {
  const found = c.emulator.subscriptions.find(c.params.id ?? '')
  if (found && found.applicationId === c.caller?.appId) return found
  throw graphFailure(404, 'ResourceNotFound', 'The object was not found.')
}

function reply(c: Context, status: number, found: Subscription): Reply {
  const context = `${c.links.graph}/$metadata#subscriptions/$entity`
  return { status, json: { '@odata.context': context, ...subscriptionJson(found) } }
}

function invalid(message: string): Error {
  return graphFailure(400, 'InvalidRequest', message)
}
