import { createHmac } from 'node:crypto'
import type { Random } from '@holdfast/base'

/** What a webhook's secret is sealed for. */
export const WEBHOOK_SECRET = 'webhook-secret'

const PREFIX = 'whsec_'

/** A new signing secret, as standardwebhooks.com writes it: `whsec_` and 32 bytes in base64. */
export function newWebhookSecret({ random }: { readonly random: Random }): string {
  return PREFIX + random.bytes(32).toString('base64')
}

/**
 * The headers of a call by the Standard Webhooks specification: HMAC-SHA256 over id, time (seconds since 1970) and body.
 * The receiver refuses what is not signed so, is too old, or has an id that it has seen.
 */
export function webhookHeaders(secret: string, id: string, timestamp: number, body: string) {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  }
}
