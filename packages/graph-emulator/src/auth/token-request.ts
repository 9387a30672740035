import type { Context } from '../http/route.ts'
import { GRAPH_APP_ID } from './access-tokens.ts'
import { signInFailure } from './sign-in-error.ts'

/** The fields of a token request, with Basic credentials filled in. */
export interface TokenRequest {
  readonly grantType: string
  readonly clientId: string
  readonly clientSecret?: string
  readonly clientAssertion?: string
  readonly refreshToken?: string
  readonly scope: string
  /** For the error body. */
  readonly correlation?: string
}

const GRAPH_RESOURCE = /^https?:\/\/(graph\.|dod-graph\.|microsoftgraph\.|127\.0\.0\.1|localhost|\[::1\])/i

/** Reads the form (and a Basic header, RFC 6749 section 2.3.1). */
export async function readTokenRequest(c: Context): Promise<TokenRequest> {
  const form = new URLSearchParams((await c.body()).toString())
  const basic = basicCredentials(c.headers.authorization)
  const correlation = form.get('client-request-id') ?? c.query.get('client-request-id')
  const grantType = form.get('grant_type')
  const clientId = form.get('client_id') ?? basic?.id
  const now = c.emulator.clock.now()
  if (!grantType) throw signInFailure(900144, now, correlation ?? undefined)
  if (!clientId) throw signInFailure(90014, now, correlation ?? undefined)
  return {
    grantType,
    clientId,
    scope: form.get('scope') ?? '',
    ...optional('clientSecret', form.get('client_secret') ?? basic?.secret),
    ...optional('clientAssertion', form.get('client_assertion')),
    ...optional('refreshToken', form.get('refresh_token')),
    ...optional('correlation', correlation),
  }
}

/** The audience that an app-only scope asks for: the resource before `/.default`; Graph for the bare word. */
export function audienceOf(scope: string): string | 'bad-scope' | 'unknown-resource' {
  if (scope === '.default') return 'https://graph.microsoft.com'
  if (!scope.endsWith('/.default')) return 'bad-scope'
  const resource = scope.slice(0, -'/.default'.length).replace(/\/$/, '')
  if (resource === GRAPH_APP_ID || GRAPH_RESOURCE.test(resource)) return resource
  return 'unknown-resource'
}

function optional<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  return value ? ({ [key]: value } as { [P in K]?: string }) : {}
}

function basicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^basic (.+)$/i.exec(header ?? '')?.[1]
  if (!encoded) return undefined
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  if (colon < 0) return undefined
  const form = new URLSearchParams(`id=${text.slice(0, colon)}&secret=${text.slice(colon + 1)}`)
  return { id: form.get('id') ?? '', secret: form.get('secret') ?? '' }
}
