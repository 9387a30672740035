import { X509Certificate } from 'node:crypto'
import { systemClock } from '@holdfast/base'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, type TestServer, testServer } from './test-server.ts'

const administrator = bearer('cloud-administrator')
const url = '/api/v1/connection'

let emulator: GraphEmulator
let server: TestServer

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
  emulator.tenant.addUser({ displayName: 'Adele', userPrincipalName: 'adele@contoso.com' })
  const { loginAuthority: authority, baseUrl: graphRoot, caCertificate: ca = '' } = emulator
  server = await testServer({ microsoft: { endpoints: { authority, graphRoot, ca } } })
  // The sign-in library lives in the machine's time.
  server.control.clock.advance(systemClock.now() - server.control.clock.now())
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await emulator.close()
})

describe('the connection', () => {
  test('is set up, verified, renewed by a certificate and removed', async () => {
    const app = emulator.registerApp({ roles: ['Files.Read.All', 'User.Read.All'] })
    const ask = async (
      method: 'GET' | 'PUT' | 'POST' | 'DELETE',
      path: string,
      version?: number,
      payload?: object,
    ) =>
      await server.ask({
        method,
        url: `${url}${path}`,
        headers: { ...administrator, ...(version !== undefined && { 'if-match': `"${version}"` }) },
        ...(payload && { payload }),
      })

    const value = app.secrets[0]?.value ?? ''
    const backup = { clientId: app.appId, clientSecret: { value, expiresAt: null } }
    const entered = await ask('PUT', '', 0, { tenantId: emulator.tenant.id, backup })
    expect(entered.statusCode).toBe(200)
    expect(entered.headers.etag).toBe('"1"')
    expect(entered.json()).toMatchObject({ value: { backup: { current: { kind: 'secret' } } }, version: 1 })
    expect(entered.body).not.toContain(value)

    const verified = await ask('POST', '/verification', undefined, {})
    expect(verified.statusCode).toBe(200)
    expect(verified.json()).toMatchObject({ state: { backup: { state: 'connected' } } })
    const codes = verified.json<{ findings: { code: string }[] }>().findings.map(({ code }) => code)
    expect(codes).toContain('drive-read')

    const made = await ask('PUT', '/backup/certificate', 1)
    expect(made.json()).toMatchObject({ value: { backup: { next: { kind: 'certificate' } } }, version: 2 })
    const cer = await ask('GET', '/backup/certificate?format=cer')
    expect(cer.headers).toMatchObject({
      'content-type': 'application/pkix-cert',
      'content-disposition': 'attachment; filename="holdfast-backup.cer"',
    })
    const certificate = new X509Certificate(cer.rawPayload)
    const pem = await ask('GET', '/backup/certificate?format=pem')
    expect(new X509Certificate(pem.body).fingerprint).toBe(certificate.fingerprint)
    app.certificates.push(pem.body)
    await ask('POST', '/verification', undefined, {})
    const read = await ask('GET', '')
    expect(read.headers.etag).toBe('"3"')
    expect(read.json()).toMatchObject({
      value: {
        backup: { current: { kind: 'certificate' }, next: null },
        state: { backup: { state: 'connected' }, restore: { code: 'restore-not-permitted' } },
      },
    })
    expect(read.body).not.toContain('PRIVATE')

    await ask('PUT', '/backup/certificate', 3)
    const discarded = await ask('DELETE', '/backup/next-credential', 4)
    expect(discarded.json()).toMatchObject({ value: { backup: { next: null } } })
    expect((await ask('DELETE', '', 5)).statusCode).toBe(204)
    expect((await ask('GET', '')).json()).toMatchObject({ value: { tenantId: '' }, version: 6 })
  })

  test('is changed over the version that was read only', async () => {
    const payload = { tenantId: emulator.tenant.id, backup: { clientId: emulator.credentials.clientId } }
    const without = await server.ask({ method: 'PUT', url, headers: administrator, payload })
    expect(without.json()).toMatchObject({ code: 'HF_VERSION_NEEDED' })
    const headers = { ...administrator, 'if-match': '"99"' }
    const old = await server.ask({ method: 'PUT', url, headers, payload })
    expect(old.statusCode).toBe(412)
  })

  test('has no certificate for an application that is not there', async () => {
    const answer = await server.ask({ url: `${url}/restore/certificate`, headers: administrator })
    expect(answer.json()).toMatchObject({ status: 404, code: 'HF_NOT_FOUND' })
  })
})
