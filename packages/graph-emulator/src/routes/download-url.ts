import { hash } from 'node:crypto'
import { type Context, graphFailure } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import { guidOf } from '../model/ids.ts'
import type { Item } from '../model/item.ts'

/** How long a pre-authenticated URL is good, milliseconds. */
const LIFETIME = 3_600_000

/** What a pre-authenticated URL allows. */
export interface UrlGrant {
  readonly drive: string
  readonly item: string
  /** Number of an earlier version. */
  readonly version?: number
  /** Hands out what is marked as malware, too. */
  readonly infected?: boolean
  readonly expires: number
}

/** The URL for a file's content (or one of its versions), good for an hour of the emulator's clock. */
export function downloadUrl(
  c: Context,
  drive: Drive,
  item: Item,
  { version, infected = false }: { readonly version?: number; readonly infected?: boolean } = {},
): string {
  // Whole minutes, so that a listing of many files signs few different times.
  const expires = Math.floor((c.emulator.clock.now() + LIFETIME) / 60_000) * 60_000
  const payload = `${drive.id}:${item.id}:${version ?? ''}:${expires}${infected ? ':infected' : ''}`
  const tempauth = `v1.${Buffer.from(payload).toString('base64url')}.${sign(c, payload)}`
  return `${c.links.sharepoint}/personal/${drive.siteName}/_layouts/15/download.aspx?UniqueId=${guidOf(item.id).toLowerCase()}&Translate=false&tempauth=${tempauth}&ApiVersion=2.0`
}

/** Reads `tempauth` back; 401 when it is not ours or has expired. */
export function readDownloadUrl(c: Context): UrlGrant {
  const [, encoded = '', signature = ''] = (c.query.get('tempauth') ?? '').split('.')
  const payload = Buffer.from(encoded, 'base64url').toString('utf8')
  const [drive = '', item = '', version = '', expires = '', infected = ''] = payload.split(':')
  if (sign(c, payload) !== signature)
    throw graphFailure(401, 'unauthenticated', 'The caller is not authenticated.')
  if (Number(expires) < c.emulator.clock.now()) throw expired(401)
  return {
    drive,
    item,
    expires: Number(expires),
    ...(version !== '' && { version: Number(version) }),
    ...(infected !== '' && { infected: true }),
  }
}

/** What carries its own authorisation needs no token; clients that send one anyway were refused at times (rclone dedad9f07). */
export function refuseToken(c: Context): void {
  const { faults } = c.emulator
  if (faults.active && c.headers.authorization && faults.find('token-refused'))
    throw graphFailure(401, 'unauthenticated', 'The caller is not authenticated.')
}

export function expired(status: number): Error {
  return graphFailure(status, 'unauthenticated', 'The access token has expired.', 'expiredToken')
}

function sign(c: Context, payload: string): string {
  return hash('sha1', `${c.tenant.id}:${c.emulator.seed}:${payload}`, 'base64url')
}
