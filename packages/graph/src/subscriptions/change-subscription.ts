import { listPages } from '../http/pages.ts'
import type { GraphCall, Transport } from '../http/transport.ts'

/** The longest life of a subscription to a drive, in milliseconds: 42,300 minutes (Graph documentation: resources/subscription). */
export const LONGEST_SUBSCRIPTION = 42_300 * 60_000

export interface NewSubscription {
  readonly driveId: string
  /** Where notifications go: https, reachable for Microsoft, and able to answer its validation at once. */
  readonly notificationUrl: string
  /** Where Microsoft tells of the subscription itself: that it wants to be renewed, or that something was missed. */
  readonly lifecycleUrl: string
  /** Comes back with every notification: proves that it is one. At most 128 characters. */
  readonly clientState: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** As Microsoft keeps it. */
export interface ChangeSubscription {
  readonly id: string
  readonly resource: string
  readonly notificationUrl?: string
  /** RFC 3339. */
  readonly expirationDateTime: string
}

/** Not of SharePoint's units; Microsoft asks for the right to write, though nothing is written. */
const CALL = { kind: 'directory', permission: 'Files.ReadWrite.All' } as const satisfies Partial<GraphCall>

const JSON_TYPE = { 'content-type': 'application/json' }

/**
 * Asks Microsoft to tell of changes in a drive. It first asks both addresses to prove that they want it, while this call
 * waits. Raises HF_ACCESS_DENIED, HF_ITEM_GONE (no such drive), HF_GRAPH_REFUSED (for instance the addresses did not answer).
 */
export async function createSubscription(
  transport: Transport,
  { driveId, notificationUrl, lifecycleUrl, clientState, expiresAt }: NewSubscription,
  signal?: AbortSignal,
): Promise<ChangeSubscription> {
  return await transport.json({
    ...CALL,
    method: 'POST',
    url: '/v1.0/subscriptions',
    // Also of changes in who an item is shared with, which are backed up, too.
    headers: { ...JSON_TYPE, prefer: 'includesecuritywebhooks' },
    body: JSON.stringify({
      changeType: 'updated',
      resource: `/drives/${driveId}/root`,
      notificationUrl,
      lifecycleNotificationUrl: lifecycleUrl,
      clientState,
      expirationDateTime: new Date(expiresAt).toISOString(),
    }),
    ...(signal && { signal }),
  })
}

/** Lets a subscription live on, and authorises it anew. `expiresAt` in milliseconds since 1970. Raises HF_ITEM_GONE. */
export async function renewSubscription(
  transport: Transport,
  id: string,
  expiresAt: number,
  signal?: AbortSignal,
): Promise<ChangeSubscription> {
  return await transport.json({
    ...CALL,
    method: 'PATCH',
    url: pathOf(id),
    headers: JSON_TYPE,
    body: JSON.stringify({ expirationDateTime: new Date(expiresAt).toISOString() }),
    repeatable: true,
    ...(signal && { signal }),
  })
}

/** One that is gone already is fine. */
export async function deleteSubscription(
  transport: Transport,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  const answer = await transport.call({
    ...CALL,
    method: 'DELETE',
    url: pathOf(id),
    repeatable: true,
    accept: [404],
    ...(signal && { signal }),
  })
  await answer.body.dump()
}

/** Those of this application. */
export function listSubscriptions(
  transport: Transport,
  signal?: AbortSignal,
): AsyncGenerator<ChangeSubscription> {
  return listPages(transport, { ...CALL, url: '/v1.0/subscriptions', ...(signal && { signal }) })
}

function pathOf(id: string): string {
  return `/v1.0/subscriptions/${encodeURIComponent(id)}`
}
