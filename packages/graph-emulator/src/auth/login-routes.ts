import type { Context, Reply, Route } from '../http/route.ts'
import type { AppRegistration } from './app-registry.ts'
import { checkAssertion } from './client-assertion.ts'
import { type CredentialRefusal, signInError, signInFailure } from './sign-in-error.ts'
import { audienceOf, readTokenRequest, type TokenRequest } from './token-request.ts'

/** What a signed-in person may do; their access tokens carry it as `scp`. */
const DELEGATED_SCOPES = ['Files.ReadWrite.All', 'Sites.Read.All', 'User.Read', 'offline_access']
const SHARED_TENANTS = new Set(['common', 'organizations', 'consumers'])

export const loginRoutes: readonly Route[] = [
  {
    name: 'login.probe',
    host: 'login',
    method: 'HEAD',
    pattern: '/',
    units: 0,
    handle: () => ({ status: 200 }),
  },
  {
    name: 'login.home',
    host: 'login',
    method: 'GET',
    pattern: '/',
    units: 0,
    handle: () => ({ status: 200, text: 'ok' }),
  },
  {
    name: 'login.token',
    host: 'login',
    method: 'POST',
    pattern: '/:tenant/oauth2/v2.0/token',
    units: 0,
    handle: issueToken,
  },
  {
    name: 'login.configuration',
    host: 'login',
    method: 'GET',
    pattern: '/:tenant/v2.0/.well-known/openid-configuration',
    units: 0,
    handle: describeAuthority,
  },
  {
    name: 'login.keys',
    host: 'login',
    method: 'GET',
    pattern: '/:tenant/discovery/v2.0/keys',
    units: 0,
    // Access tokens of Graph are opaque to everyone but Graph, so there is no key to publish.
    handle: () => ({ status: 200, json: { keys: [] } }),
  },
  {
    name: 'login.instance',
    host: 'login',
    method: 'GET',
    pattern: '/common/discovery/instance',
    units: 0,
    handle: describeInstance,
  },
]

async function issueToken(c: Context): Promise<Reply> {
  const request = await readTokenRequest(c)
  const now = c.emulator.clock.now()
  if (request.grantType === 'refresh_token') return refresh(c, request)
  if (request.grantType !== 'client_credentials') throw signInFailure(70003, now, request.correlation)
  if (!isTenant(c, c.params.tenant)) throw signInFailure(90002, now, request.correlation)
  const app = c.emulator.apps.find(request.clientId)
  if (!app) throw signInFailure(700016, now, request.correlation)
  if (!app.enabled) throw signInFailure(7000112, now, request.correlation)
  const refused = checkCredential(c, request, app)
  if (refused !== undefined) throw signInFailure(refused, now, request.correlation)
  // Policies are looked at once the application has proved who it is.
  if (app.blocked) throw signInFailure(53003, now, request.correlation)
  const audience = audienceOf(request.scope)
  if (audience === 'bad-scope') throw signInFailure(70011, now, request.correlation)
  if (audience === 'unknown-resource') throw signInFailure(500011, now, request.correlation)
  const lifetime = c.emulator.tokenLifetimeSeconds
  const caller = { kind: 'app', appId: app.appId, roles: app.roles } as const
  // No `scope` here: with one, MSAL's cache would never match again.
  return granted({
    token_type: 'Bearer',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: c.emulator.tokens.issue(caller, audience, now, lifetime),
  })
}

function checkCredential(
  c: Context,
  request: TokenRequest,
  app: AppRegistration,
): CredentialRefusal | undefined {
  const now = c.emulator.clock.now()
  if (request.clientAssertion !== undefined) {
    const audience = c.links.login + c.path
    return checkAssertion(
      request.clientAssertion,
      app,
      [audience, `${c.links.login}/${c.params.tenant}/v2.0`],
      now,
    )
  }
  if (request.clientSecret === undefined) return { number: 7000216 }
  const secret = app.secrets.find(({ value }) => value === request.clientSecret)
  if (!secret) return { number: 7000215 }
  return secret.expires !== undefined && secret.expires <= now ? { number: 7000222 } : undefined
}

/** The delegated grant by which sync clients go on. Any client id may come: theirs are registered by their makers. */
function refresh(c: Context, request: TokenRequest): Reply {
  const now = c.emulator.clock.now()
  const tenant = c.params.tenant ?? ''
  if (!SHARED_TENANTS.has(tenant) && !isTenant(c, tenant))
    throw signInFailure(90002, now, request.correlation)
  const userId = c.emulator.refreshTokens.read(request.refreshToken ?? '')
  const user = userId === undefined ? undefined : c.tenant.user(userId)
  if (!user) throw signInFailure(70000, now, request.correlation)
  if (!user.accountEnabled) throw signInFailure(50057, now, request.correlation)
  const lifetime = c.emulator.tokenLifetimeSeconds
  const caller = { kind: 'user', appId: request.clientId, userId: user.id, roles: DELEGATED_SCOPES } as const
  return granted({
    token_type: 'Bearer',
    scope: DELEGATED_SCOPES.join(' '),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: c.emulator.tokens.issue(caller, 'https://graph.microsoft.com', now, lifetime),
    refresh_token: c.emulator.refreshTokens.issue(user.id),
  })
}

function describeAuthority(c: Context): Reply {
  const tenant = c.params.tenant ?? ''
  if (!SHARED_TENANTS.has(tenant) && !isTenant(c, tenant)) {
    const { json, ...reply } = signInError(90002, c.emulator.clock.now())
    return { ...reply, json: { ...(json as object), error: 'invalid_tenant' } }
  }
  const base = `${c.links.login}/${tenant}`
  return {
    status: 200,
    json: {
      issuer: `${c.links.login}/${c.tenant.id}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'offline_access'],
      cloud_instance_name: 'microsoftonline.com',
      msgraph_host: 'graph.microsoft.com',
    },
  }
}

/** Tells MSAL which authority hosts belong together: the one it asks about is its own alias. */
function describeInstance(c: Context): Reply {
  const endpoint = c.query.get('authorization_endpoint')
  if (!endpoint || !URL.canParse(endpoint)) return { status: 400, json: { error: 'invalid_request' } }
  const { host, pathname, protocol } = new URL(endpoint)
  const tenant = pathname.split('/')[1] ?? 'common'
  return {
    status: 200,
    json: {
      tenant_discovery_endpoint: `${protocol}//${host}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  }
}

function granted(json: object): Reply {
  return { status: 200, headers: { 'cache-control': 'no-store' }, json }
}

function isTenant(c: Context, name: string | undefined): boolean {
  const wanted = name?.toLowerCase()
  return wanted === c.tenant.id || wanted === c.tenant.domain
}
