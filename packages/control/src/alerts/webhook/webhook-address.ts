import { isIP } from 'node:net'
import { alertErrors } from '../errors.ts'
import { addressClass } from './address-class.ts'
import type { WebhookSettings } from './webhook-settings.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>

/**
 * Takes a webhook's URL as far as it can be judged by itself: https, or http on this machine where that is allowed; without
 * a name and password in it. Raises HF_WEBHOOK_REFUSED.
 */
export function requireWebhookUrl(target: string, { allowLoopback }: WebhookSettings): URL {
  const refuse = (reason: string) => alertErrors.HF_WEBHOOK_REFUSED({ target: originOf(target), reason })
  if (!URL.canParse(target)) throw refuse('it is not a URL')
  const url = new URL(target)
  if (url.username || url.password) throw refuse('it has a name or password in it')
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && allowLoopback && isLoopback(hostOf(url))) return url
  throw refuse('it is not https')
}

/**
 * The addresses of a webhook's host, all of which may be called: one that must not be is enough to refuse it, and who calls
 * uses these and asks no name server again. Raises HF_WEBHOOK_REFUSED.
 */
export async function webhookAddresses(
  url: URL,
  settings: WebhookSettings,
  resolve: Resolve,
): Promise<readonly ResolvedAddress[]> {
  const host = hostOf(url)
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host)
  const refused = addresses.find(({ address }) => !mayCall(address, url, settings))
  if (refused === undefined && addresses.length > 0) return addresses
  const reason = refused === undefined ? 'its host has no address' : 'its address is not a public one'
  throw alertErrors.HF_WEBHOOK_REFUSED({ target: url.origin, reason })
}

function mayCall(address: string, url: URL, { allowLoopback, allowPrivate }: WebhookSettings): boolean {
  const kind = addressClass(address)
  if (kind === 'loopback') return allowLoopback
  if (url.protocol !== 'https:' || kind === 'never') return false
  return kind === 'public' || allowPrivate
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && addressClass(host) === 'loopback')
}

/** A host as name servers take it: an IPv6 address without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function originOf(target: string): string {
  return URL.canParse(target) ? new URL(target).origin : 'given'
}
