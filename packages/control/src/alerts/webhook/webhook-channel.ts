import { lookup } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { hasCode } from '@holdfast/base'
import type { Control } from '../../control.ts'
import { readSetting } from '../../settings/stored-setting.ts'
import type { AlertChannel } from '../delivery/channel.ts'
import { unlessStopped } from '../delivery/unless-stopped.ts'
import { alertErrors } from '../errors.ts'
import type { SecretBox } from '../secret-box.ts'
import { type Resolve, type ResolvedAddress, requireWebhookUrl, webhookAddresses } from './webhook-address.ts'
import { WEBHOOK_SETTING } from './webhook-settings.ts'
import { WEBHOOK_SECRET, webhookHeaders } from './webhook-signature.ts'

export interface WebhookOptions {
  readonly resolve?: Resolve
  /** Certificates (PEM) of authorities to trust instead of the usual ones. */
  readonly ca?: string
  /** Milliseconds for a whole call. */
  readonly timeout?: number
}

const resolveName: Resolve = (host) => lookup(host, { all: true })

/**
 * Tells alerts by a signed POST of JSON (standardwebhooks.com). The call goes to addresses that were looked at before, within
 * 10 seconds, and follows no redirection. Raises HF_WEBHOOK_REFUSED, HF_WEBHOOK_FAILED.
 */
export function createWebhookChannel(
  control: Control,
  secrets: SecretBox,
  { resolve = resolveName, ca, timeout = 10_000 }: WebhookOptions = {},
): AlertChannel {
  return {
    async send({ id, subscriptionId, target, secret, digest }, { signal }) {
      const { value: settings } = await readSetting(control.sql, WEBHOOK_SETTING)
      const url = requireWebhookUrl(target, settings)
      const key = await secrets.open(WEBHOOK_SECRET, subscriptionId, secret ?? '')
      const body = JSON.stringify({ type: 'alerts', timestamp: digest.at, data: digest })
      const headers = webhookHeaders(key, id, Math.floor(control.clock.now() / 1_000), body)
      const limit = AbortSignal.timeout(timeout)
      try {
        const addresses = await unlessStopped(webhookAddresses(url, settings, resolve), limit)
        const status = await post(url, addresses, headers, body, ca, AbortSignal.any([signal, limit]))
        if (status >= 200 && status < 300) return
        throw alertErrors.HF_WEBHOOK_FAILED({ target: url.origin, reason: `it answered with ${status}` })
      } catch (cause) {
        if (hasCode(cause)) throw cause
        const reason = limit.aborted ? `no answer within ${timeout / 1_000} seconds` : reasonOf(cause)
        throw alertErrors.HF_WEBHOOK_FAILED({ target: url.origin, reason }, { cause })
      }
    },
  }
}

/** Sends the request and gives the status of the answer, whose content nobody reads. */
function post(
  url: URL,
  addresses: readonly ResolvedAddress[],
  headers: Readonly<Record<string, string>>,
  body: string,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<number> {
  const content = Buffer.from(body)
  const start = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = start(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': content.length,
          'user-agent': 'Holdfast',
        },
        agent: false,
        signal,
        ...(ca && { ca }),
        lookup: (_host, options, found) => {
          const [first] = addresses
          if (options.all) found(null, [...addresses])
          else found(null, first?.address ?? '', first?.family)
        },
      },
      (response) => {
        resolve(response.statusCode ?? 0)
        response.on('error', () => {}).destroy()
      },
    )
    // What comes after the answer is of no concern any more.
    request.on('error', reject)
    request.end(content)
  })
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
