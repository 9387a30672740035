import { z } from 'zod'
import { defineSetting } from '../../settings/stored-setting.ts'

export const webhookSettings = z.strictObject({
  /** Whether webhooks on this machine may be called, also without TLS. */
  allowLoopback: z.boolean().default(false),
  /** Whether addresses of the own network may be called. */
  allowPrivate: z.boolean().default(false),
})

export type WebhookSettings = z.infer<typeof webhookSettings>

export const WEBHOOK_SETTING = defineSetting('webhooks', webhookSettings)
