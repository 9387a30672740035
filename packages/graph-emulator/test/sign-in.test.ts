import { createPrivateKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { ClientCertificateCredential, ClientSecretCredential } from '@azure/identity'
import { systemClock } from '@holdfast/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GraphEmulator } from '../src/index.ts'
import { createCertificate } from '../src/tls/certificate.ts'
import { clientOf } from './client.ts'
import { peerCertificate } from './peer-certificate.ts'

const SCOPE = 'https://graph.microsoft.com/.default'
let emulator: GraphEmulator

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
})
afterAll(() => emulator.close())

function clientCertificate(days = 1): { certificate: string; key: KeyObject } {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const issuerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const now = systemClock.now()
  const validity = { notBefore: now - 3 * 86_400_000, notAfter: now + days * 86_400_000 }
  const names = { subject: 'backup', issuer: 'somebody' }
  return {
    key,
    certificate: createCertificate({ ...names, ...validity, key, issuerKey, usage: 'authority' }),
  }
}

function identityOptions() {
  return {
    authorityHost: emulator.loginAuthority,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: emulator.caCertificate ?? '' },
  }
}

describe('the unmodified @azure/identity over TLS', () => {
  it('signs in with a secret and gets a token that Graph accepts', async () => {
    const { tenantId, clientId, clientSecret } = emulator.credentials
    const before = emulator.meter.routes.get('login.token')?.requests ?? 0
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, identityOptions())
    const first = await credential.getToken(SCOPE)
    const second = await credential.getToken(SCOPE)
    expect(second.token).toBe(first.token)
    expect(emulator.meter.routes.get('login.token')?.requests).toBe(before + 1)
    expect(first.expiresOnTimestamp).toBeGreaterThan(systemClock.now() + 3_000_000)
    const verdict = emulator.tokens.verify(first.token, emulator.clock.now())
    expect(verdict).toMatchObject({ kind: 'app', appId: clientId })
    expect(verdict).toMatchObject({ roles: expect.arrayContaining(['Files.Read.All']) })
  })

  it('signs in with a certificate, and is refused with one that is not registered', async () => {
    const { certificate, key } = clientCertificate()
    const app = emulator.registerApp({ certificates: [certificate], roles: ['Files.Read.All'] })
    const pem = `${key.export({ type: 'pkcs8', format: 'pem' })}\n${certificate}`
    const good = new ClientCertificateCredential(
      emulator.tenant.id,
      app.appId,
      { certificate: pem },
      identityOptions(),
    )
    const { token } = await good.getToken(SCOPE)
    expect(emulator.tokens.verify(token, emulator.clock.now())).toMatchObject({ appId: app.appId })

    const other = emulator.registerApp({ certificates: [clientCertificate().certificate] })
    const bad = new ClientCertificateCredential(
      emulator.tenant.id,
      other.appId,
      { certificate: pem },
      identityOptions(),
    )
    await expect(bad.getToken(SCOPE)).rejects.toThrow(/700027/)
  })

  it('reports a wrong secret by its AADSTS number', async () => {
    const { tenantId, clientId } = emulator.credentials
    const credential = new ClientSecretCredential(tenantId, clientId, 'wrong', identityOptions())
    await expect(credential.getToken(SCOPE)).rejects.toThrow(/AADSTS7000215/)
  })

  it('is refused without the authority certificate', async () => {
    const { tenantId, clientId, clientSecret } = emulator.credentials
    const options = { ...identityOptions(), tlsOptions: {}, retryOptions: { maxRetries: 0 } }
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, options)
    await expect(credential.getToken(SCOPE)).rejects.toThrow()
  })
})

describe('the certificates', () => {
  it('name every virtual host', async () => {
    const leaf = await peerCertificate(emulator.baseUrl, emulator.caCertificate ?? '')
    for (const host of ['graph.microsoft.com', 'login.microsoftonline.com', 'contoso-my.sharepoint.com']) {
      expect(leaf.checkHost(host)).toBe(host)
    }
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(leaf.checkHost('example.org')).toBeUndefined()
    const authority = new X509Certificate(emulator.caCertificate ?? '')
    expect(authority.ca).toBe(true)
    expect(leaf.verify(authority.publicKey)).toBe(true)
  })
})

describe('the token endpoint', () => {
  let plain: GraphEmulator
  beforeAll(async () => {
    plain = await GraphEmulator.start()
  })
  afterAll(() => plain.close())

  async function token(
    fields: Record<string, string>,
    init: { tenant?: string; headers?: Record<string, string> } = {},
  ) {
    const tenant = init.tenant ?? plain.tenant.id
    const response = await fetch(`${plain.loginAuthority}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: init.headers ?? {},
      body: new URLSearchParams(fields),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  function secretFields(): Record<string, string> {
    const { clientId, clientSecret } = plain.credentials
    return {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: SCOPE,
    }
  }

  it('answers without a scope, and by Basic credentials and the bare word .default as well', async () => {
    const { status, body } = await token(secretFields())
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
    expect(Object.keys(body)).not.toContain('scope')
    const { clientId, clientSecret } = plain.credentials
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64')
    const answer = await token(
      { grant_type: 'client_credentials', scope: '.default' },
      { headers: { authorization: `Basic ${basic}` }, tenant: plain.tenant.domain },
    )
    expect(answer.status).toBe(200)
  })

  const app = '11111111-2222-4333-8444-555555555555'
  it.each([
    ['wrong secret', { client_secret: 'x' }, {}, 401, 'invalid_client', 7000215],
    ['unknown app', { client_id: app }, {}, 400, 'unauthorized_client', 700016],
    ['unknown tenant', {}, { tenant: 'nowhere.example' }, 400, 'invalid_request', 90002],
    ['bad scope', { scope: 'Files.Read.All' }, {}, 400, 'invalid_scope', 70011],
    ['other resource', { scope: 'https://vault.azure.net/.default' }, {}, 400, 'invalid_resource', 500011],
    ['unknown grant', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type', 70003],
  ])('refuses: %s', async (_, fields, init, status, error, number) => {
    const answer = await token({ ...secretFields(), ...fields }, init)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error, error_codes: [number] })
    expect(answer.body.error_description).toMatch(new RegExp(`^AADSTS${number}: .*Trace ID: .*Timestamp: `))
  })

  it('refuses an expired secret and a disabled app', async () => {
    const expiring = plain.registerApp({ secrets: [{ value: 'old', expires: plain.clock.now() - 1 }] })
    const fields = { ...secretFields(), client_id: expiring.appId, client_secret: 'old' }
    expect((await token(fields)).body.error_codes).toEqual([7000222])
    expiring.enabled = false
    expect((await token(fields)).body.error_codes).toEqual([7000112])
  })

  it('refuses a secret that was taken back, and knows of another one', async () => {
    const rolling = plain.registerApp({ secrets: [{ value: 'old' }, { value: 'new' }] })
    const fields = { ...secretFields(), client_id: rolling.appId }
    expect((await token({ ...fields, client_secret: 'old' })).status).toBe(200)
    rolling.secrets.shift()
    expect((await token({ ...fields, client_secret: 'old' })).body.error_codes).toEqual([7000215])
    expect((await token({ ...fields, client_secret: 'new' })).status).toBe(200)
  })

  it('refuses whom a conditional access policy keeps out, but tells only those who may sign in', async () => {
    const kept = plain.registerApp({ secrets: [{ value: 'right' }] })
    kept.blocked = true
    const fields = { ...secretFields(), client_id: kept.appId }
    const answer = await token({ ...fields, client_secret: 'right' })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [53003] } })
    expect((await token({ ...fields, client_secret: 'wrong' })).body.error_codes).toEqual([7000215])
    kept.blocked = false
    expect((await token({ ...fields, client_secret: 'right' })).status).toBe(200)
  })

  it.each([
    ['an expired assertion', { exp: -1000 }, 700024],
    ['an assertion from the future', { nbf: 1000 }, 700024],
    ['an assertion for another audience', { aud: 'https://elsewhere.example/token' }, 50013],
    ['an assertion of another client', { iss: app }, 50013],
    ['an assertion with a broken signature', { broken: true }, 700027],
  ])('refuses %s', async (_, wrong, number) => {
    const { certificate, key } = clientCertificate()
    const { appId } = plain.registerApp({ certificates: [certificate] })
    const fields = (change: Record<string, unknown>) => ({
      grant_type: 'client_credentials',
      client_id: appId,
      scope: SCOPE,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(appId, certificate, key, change),
    })
    expect((await token(fields({}))).status).toBe(200)
    const answer = await token(fields(wrong))
    expect(answer.status).toBe(401)
    expect(answer.body.error_codes).toEqual([number])
  })

  it.each([
    ['an expired certificate', -1, 'own', 'The key used is expired.'],
    ['an unknown certificate', 1, 'another', 'The key was not found.'],
  ])('says why it refuses %s', async (_, days, registered, reason) => {
    const { certificate, key } = clientCertificate(days)
    const { appId } = plain.registerApp({
      certificates: [registered === 'own' ? certificate : clientCertificate().certificate],
    })
    const answer = await token({
      grant_type: 'client_credentials',
      client_id: appId,
      scope: SCOPE,
      client_assertion: assertion(appId, certificate, key, {}),
    })
    expect(answer.body.error_codes).toEqual([700027])
    expect(answer.body.error_description).toContain(
      `[Reason - ${reason}, Thumbprint of key used by client: '`,
    )
  })

  function assertion(
    appId: string,
    certificate: string,
    key: KeyObject,
    change: Record<string, unknown>,
  ): string {
    const seconds = Math.floor(plain.clock.now() / 1000)
    const x5t = Buffer.from(new X509Certificate(certificate).fingerprint.replaceAll(':', ''), 'hex')
    const claims = {
      aud: `${plain.loginAuthority}/${plain.tenant.id}/oauth2/v2.0/token`,
      iss: change.iss ?? appId,
      sub: appId,
      ...(change.aud ? { aud: change.aud } : {}),
      nbf: seconds + Number(change.nbf ?? 0),
      exp: seconds + Number(change.exp ?? 600),
    }
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const body = `${encode({ alg: 'RS256', typ: 'JWT', x5t: x5t.toString('base64url') })}.${encode(claims)}`
    const signature = sign(
      'sha256',
      Buffer.from(body),
      createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })),
    )
    if (change.broken) signature[0] = (signature[0] ?? 0) ^ 1
    return `${body}.${signature.toString('base64url')}`
  }

  it('serves the refresh grant of people at the common tenant', async () => {
    const user = plain.tenant.directory.add({ displayName: 'Lee Gu', userPrincipalName: 'lee@contoso.com' })
    const fields = {
      grant_type: 'refresh_token',
      client_id: app,
      refresh_token: plain.refreshTokens.issue(user.id),
    }
    const { status, body } = await token(fields, { tenant: 'common' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ refresh_token: expect.any(String), scope: expect.stringContaining('Files') })
    const me = await clientOf(plain, String(body.access_token)).json('/me')
    expect(me.body).toMatchObject({ id: user.id, displayName: 'Lee Gu' })
    expect((await token({ ...fields, refresh_token: '0.x.y' }, { tenant: 'common' })).body.error).toBe(
      'invalid_grant',
    )
    plain.tenant.directory.update(user.id, { accountEnabled: false })
    expect((await token(fields, { tenant: 'common' })).body.error_codes).toEqual([50057])
  })

  it('answers the probe by which sync clients see that they are online', async () => {
    expect((await fetch(`${plain.loginAuthority}/`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${plain.loginAuthority}/nothing/here`)).status).toBe(400)
  })

  it('describes authorities and instances', async () => {
    const get = async (path: string) =>
      (await fetch(plain.baseUrl + path)).json() as Promise<Record<string, unknown>>
    const base = `${plain.baseUrl}/${plain.tenant.id}`
    const configuration = await get(`/${plain.tenant.id}/v2.0/.well-known/openid-configuration`)
    expect(configuration).toMatchObject({
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      jwks_uri: expect.any(String),
      end_session_endpoint: expect.any(String),
    })
    expect(await get('/nowhere.example/v2.0/.well-known/openid-configuration')).toMatchObject({
      error: 'invalid_tenant',
      error_codes: [90002],
    })
    const endpoint = encodeURIComponent('https://host.example/t/oauth2/v2.0/authorize')
    const instance = await get(
      `/common/discovery/instance?api-version=1.1&authorization_endpoint=${endpoint}`,
    )
    expect(instance).toMatchObject({
      tenant_discovery_endpoint: 'https://host.example/t/v2.0/.well-known/openid-configuration',
      metadata: [{ aliases: ['host.example'] }],
    })
  })

  it('dates its answers by the virtual clock', async () => {
    await using own = await GraphEmulator.start()
    own.clock.freeze(Date.parse('2031-02-03T04:05:06Z'))
    const { headers } = await fetch(`${own.loginAuthority}/`)
    expect(headers.get('date')).toBe('Mon, 03 Feb 2031 04:05:06 GMT')
  })

  it('lets tokens expire by the virtual clock, and says so to rclone', async () => {
    await using own = await GraphEmulator.start()
    const { call } = clientOf(own)
    expect((await call('/users')).status).toBe(200)
    own.clock.advance(3_600_000)
    const response = await call('/users')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('expired_token')
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })

  it('refuses missing, foreign and tampered tokens, and those without a permission', async () => {
    const { call } = clientOf(plain)
    expect((await call('/users', { headers: { authorization: '' } })).status).toBe(401)
    const [head, body, tail] = plain.issueToken().split('.') as [string, string, string]
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('Directory', 'directory'))
    for (const token of ['x', `${head}.${forged.toString('base64url')}.${tail}`]) {
      const response = await clientOf(plain, token).call('/users')
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).not.toContain('expired_token')
    }
    expect(
      (await call('/users', { headers: { authorization: `bearer ${plain.issueToken()}` } })).status,
    ).toBe(200)
    const bare = plain.registerApp({ roles: [] })
    const refused = await clientOf(plain, plain.issueToken(bare)).json('/users')
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })
  })
})
