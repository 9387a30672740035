import { Readable } from 'node:stream'
import {
  changeConnection,
  connectionChange,
  discardNextCredential,
  makeCertificate,
  readCertificate,
  readConnection,
  removeConnection,
  verificationRequest,
  verifyConnection,
} from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { Answer, nothing, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const credential = component(
  'Credential',
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('secret'),
      id: z.uuid(),
      expiresAt: z.string().nullable().describe('As it was entered; null where nobody knows.'),
      addedAt: z.string(),
    }),
    z.object({
      kind: z.literal('certificate'),
      id: z.uuid(),
      certificate: z.string().describe('PEM: what is uploaded in Microsoft Entra.'),
      thumbprint: z.string().describe('SHA-1 in hexadecimal, as Microsoft Entra shows it.'),
      expiresAt: z.string(),
      addedAt: z.string(),
    }),
  ]),
)

const registration = component(
  'Registration',
  z.object({
    clientId: z.string(),
    current: credential.nullable(),
    next: credential.nullable().describe('Takes the place of the current one once it was verified.'),
  }),
)

const purposeState = component(
  'PurposeState',
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('not-configured'), missing: z.array(z.string()) }),
    z.object({
      state: z.literal('not-connected'),
      code: z.string(),
      reason: z.string(),
      since: z.string().nullable().describe('Null where nobody looked yet.'),
    }),
    z.object({ state: z.literal('connected'), since: z.string(), verifiedAt: z.string() }),
  ]),
)

const purpose = z.enum(['backup', 'restore'])

const state = component(
  'ConnectionState',
  z.object({
    backup: purposeState,
    restore: purposeState,
    expiries: z.array(z.object({ purpose, kind: z.enum(['secret', 'certificate']), expiresAt: z.string() })),
  }),
)

const settings = z.object({
  tenantId: z.string(),
  cloud: z.enum(['global', 'us-gov', 'us-dod', 'china']),
  licences: z.int().describe('Of the tenant: they decide how much may be asked of Microsoft.'),
  backup: registration,
  restore: registration.nullable().describe('Null where the application for backups restores, too.'),
})

const version = z.int().describe('0 while it was never changed; send it as If-Match with a change.')
const changed = component('Connection', z.object({ value: settings, version }))

const verification = component(
  'ConnectionVerification',
  z.object({
    findings: z.array(
      z.object({
        code: z.string(),
        purpose,
        step: z.enum(['settings', 'clock', 'sign-in', 'permissions', 'people', 'drive']),
        outcome: z.enum(['passed', 'warning', 'failed', 'skipped']),
        message: z.string(),
        hint: z.string().describe('What to do; empty where there is nothing to do.'),
        details: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    state,
  }),
)

const tags = ['connection'] as const
const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const CERTIFICATE = '/api/v1/connection/:purpose/certificate'
const params = z.object({ purpose })

const readRoute = defineRoute({
  id: 'readConnection',
  method: 'GET',
  url: '/api/v1/connection',
  access: read,
  tags,
  summary: 'The connection to Microsoft 365 without its secrets, and how it stands',
  answers: { 200: z.object({ value: settings.extend({ state }), version }) },
  handle: ({ control, actor }) => readConnection(control, actor),
})

const changeRoute = defineRoute({
  id: 'changeConnection',
  method: 'PUT',
  url: '/api/v1/connection',
  access: write,
  tags,
  summary: 'Changes the connection to Microsoft 365',
  description:
    'A new secret beside a credential that works waits until it was verified. Another tenant, cloud or application forgets the secret that was entered for the one before.',
  body: connectionChange,
  ifMatch: true,
  answers: { 200: changed },
  handle: ({ control, actor, body, version: on }) => changeConnection(control, actor, body, on),
})

const removeRoute = defineRoute({
  id: 'removeConnection',
  method: 'DELETE',
  url: '/api/v1/connection',
  access: write,
  tags,
  summary: 'Forgets the connection with its secrets and keys; people and backups stay',
  ifMatch: true,
  answers: { 204: nothing },
  handle: async ({ control, actor, version: on }) => {
    await removeConnection(control, actor, on)
    return undefined
  },
})

const verifyRoute = defineRoute({
  id: 'verifyConnection',
  method: 'POST',
  url: '/api/v1/connection/verification',
  access: write,
  tags,
  summary: 'Tries the connection, and says what is missing and what to do',
  description: 'A new certificate or secret that works takes the place of the old one.',
  body: verificationRequest,
  answers: { 200: verification },
  errors: ['HF_CONFLICT'],
  idempotent: false,
  rateLimit: { requests: 30, seconds: 60 },
  handle: ({ control, actor, body, signal }) => verifyConnection(control, actor, body, { signal }),
})

const makeCertificateRoute = defineRoute({
  id: 'makeConnectionCertificate',
  method: 'PUT',
  url: CERTIFICATE,
  access: write,
  tags,
  summary: 'Makes a new key pair and certificate for an application',
  description:
    'The certificate is to be uploaded in Microsoft Entra; the key stays here. Beside a credential that works it waits until it was verified.',
  params,
  ifMatch: true,
  answers: { 200: changed },
  errors: ['HF_NOT_FOUND'],
  handle: ({ control, actor, params: { purpose: of }, version: on }) =>
    makeCertificate(control, actor, of, on),
})

const readCertificateRoute = defineRoute({
  id: 'readConnectionCertificate',
  method: 'GET',
  url: CERTIFICATE,
  access: read,
  tags,
  summary: 'The certificate to upload, as a file',
  params,
  query: z.strictObject({ format: z.enum(['pem', 'cer']).default('cer') }),
  answers: { 200: text('PEM, or DER for cer.', 'application/x-pem-file', 'application/pkix-cert') },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params: { purpose: of }, query: { format } }) => {
    const { pem, der } = await readCertificate(control, actor, of)
    return new Answer(200, Readable.from([format === 'pem' ? Buffer.from(pem) : der]), {
      'content-type': format === 'pem' ? 'application/x-pem-file' : 'application/pkix-cert',
      'content-disposition': `attachment; filename="holdfast-${of}.${format}"`,
    })
  },
})

const discardRoute = defineRoute({
  id: 'discardNextCredential',
  method: 'DELETE',
  url: '/api/v1/connection/:purpose/next-credential',
  access: write,
  tags,
  summary: 'Forgets a certificate or secret that waits to be verified',
  params,
  ifMatch: true,
  answers: { 200: changed },
  errors: ['HF_NOT_FOUND'],
  handle: ({ control, actor, params: { purpose: of }, version: on }) =>
    discardNextCredential(control, actor, of, on),
})

export const connectionRoutes: readonly Route[] = [
  readRoute,
  changeRoute,
  removeRoute,
  verifyRoute,
  makeCertificateRoute,
  readCertificateRoute,
  discardRoute,
]
