import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { createCertificate, GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTokenProvider, GraphClient, type GraphConnection } from '../src/index.ts'

let emulator: GraphEmulator
let connection: GraphConnection & { ca: string }

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
  const { tenantId, clientId, clientSecret } = emulator.credentials
  connection = {
    tenantId,
    clientId,
    clientSecret,
    authority: emulator.loginAuthority,
    graphRoot: emulator.baseUrl,
    ca: emulator.caCertificate!,
  }
})

afterAll(() => emulator.close())

async function failure(change: Partial<GraphConnection>): Promise<Error> {
  return await createTokenProvider({ ...connection, ...change })
    .token()
    .then(
      () => new Error('signed in'),
      (error: Error) => error,
    )
}

test.each<[string, Partial<GraphConnection>, string]>([
  ['a wrong secret', { clientSecret: 'not-the-right-one' }, 'AADSTS7000215'],
  ['an unknown application', { clientId: '00000000-0000-0000-0000-000000000001' }, 'AADSTS700016'],
  ['an unknown tenant', { tenantId: '00000000-0000-0000-0000-000000000001' }, 'AADSTS90002'],
])('%s is told by its number, and no secret is in the error or its causes', async (_, change, number) => {
  const error = await failure(change)
  expect(error).toMatchObject({
    code: 'HF_SIGN_IN_FAILED',
    retry: 'never',
    message: expect.stringContaining(number),
  })
  const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)
  expect(everything).not.toContain(change.clientSecret ?? connection.clientSecret)
})

test('a conditional access policy is told by its number', async () => {
  const app = emulator.registerApp()
  app.blocked = true
  expect(await failure({ clientId: app.appId, clientSecret: app.secrets[0]!.value })).toMatchObject({
    code: 'HF_SIGN_IN_FAILED',
    context: { number: '53003' },
    message: expect.stringContaining('blocked by Conditional Access'),
  })
})

test('so it is where Microsoft asks for a person', async () => {
  emulator.faults.add({
    match: { host: 'login', method: 'POST' },
    action: {
      kind: 'reply',
      status: 400,
      json: {
        error: 'interaction_required',
        error_description: 'AADSTS53003: Access has been blocked by Conditional Access policies. Trace ID: 1',
        error_codes: [53003],
      },
    },
  })
  const error = await failure({})
  emulator.faults.clear()
  expect(error).toMatchObject({ code: 'HF_SIGN_IN_FAILED', context: { number: '53003' } })
})

test('what is wrong with a certificate stood in brackets, and was left out', async () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const issuerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const now = emulator.clock.now()
  const names = { subject: 'backup', issuer: 'somebody', usage: 'authority' } as const
  const made = createCertificate({ ...names, key, issuerKey, notBefore: now - 9e8, notAfter: now - 1e8 })
  const certificate = `${key.export({ type: 'pkcs8', format: 'pem' })}\n${made}`
  const app = emulator.registerApp({ certificates: [made] })
  const { clientSecret: _, ...bare } = connection
  const tokens = createTokenProvider({ ...bare, clientId: app.appId, certificate })
  const refusal = { code: 'HF_SIGN_IN_FAILED', context: { number: '700027' } }
  await expect(tokens.token()).rejects.toMatchObject({
    ...refusal,
    message: expect.stringContaining('invalid signature: The key used is expired.'),
  })
  app.certificates.length = 0
  await expect(tokens.token()).rejects.toMatchObject({
    ...refusal,
    message: expect.stringContaining('invalid signature: The key was not found.'),
  })
})

test.concurrent('a sign-in host that is not there was taken for a refusal of the secret', async () => {
  expect(await failure({ authority: 'https://127.0.0.1:1' })).toMatchObject({
    code: 'HF_GRAPH_UNREACHABLE',
    retry: 'later',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test.concurrent('so was a sign-in host whose certificate nobody trusts', async () => {
  const { ca: _, ...untrusting } = connection
  const error = await createTokenProvider(untrusting)
    .token()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    code: 'HF_GRAPH_UNREACHABLE',
    message: expect.stringMatching(/CERT|ISSUER|SIGNATURE/),
  })
})

test.each<[string, number, object | string, string]>([
  ['a 503', 503, '<html>busy', '503'],
  [
    'a passing fault',
    400,
    {
      error: 'temporarily_unavailable',
      error_description: 'AADSTS90033: A transient error has occurred. Please try again.',
    },
    'AADSTS90033',
  ],
])('%s of the sign-in host was taken for a refusal', async (_, status, body, shown) => {
  const reply = typeof body === 'string' ? { text: body } : { json: body }
  emulator.faults.add({
    match: { host: 'login', method: 'POST' },
    action: { kind: 'reply', status, ...reply },
  })
  const error = await failure({})
  emulator.faults.clear()
  expect(error).toMatchObject({
    code: 'HF_GRAPH_UNAVAILABLE',
    retry: 'later',
    message: expect.stringContaining(shown),
  })
})

test('a file that holds no certificate was reported as a network fault', () => {
  const key = (type: 'rsa' | 'ec') =>
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    ).privateKey
      .export({ type: 'pkcs8', format: 'pem' })
      .toString()
  for (const [certificate, missing] of [
    ['garbage', 'no certificate'],
    [key('rsa'), 'no certificate'],
    [connection.ca, 'no private key'],
    [`${connection.ca}\n${key('ec')}`, 'no RSA key'],
  ] as const) {
    expect(() => new GraphClient({ connection: { ...connection, certificate } })).toThrow(
      expect.objectContaining({
        code: 'HF_CONNECTION_INCOMPLETE',
        message: expect.stringContaining(missing),
      }),
    )
  }
})
