import {
  addKms,
  createEnrolment,
  kmsSettings,
  listProviders,
  newDrill,
  newEnrolment,
  newKit,
  newKms,
  PROVIDER_KINDS,
  providerChange,
  readDrill,
  readRecoveryKit,
  readRotation,
  recordDrill,
  removeProvider,
  renameProvider,
  rotateSlots,
  setRecoveryKit,
} from '@holdfast/control'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { CONNECT_PATH } from '../keys/connect-socket.ts'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const tags = ['keys'] as const
const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const params = z.object({ id: z.uuid() })

const provider = component(
  'KeyProvider',
  z.object({
    id: z.uuid(),
    kind: z.enum(PROVIDER_KINDS),
    name: z.string(),
    personId: z.uuid().nullable().describe('Whose device it is.'),
    createdAt: z.date(),
    seenAt: z.date().nullable(),
    isConnected: z.boolean(),
    since: z.date().nullable().describe('Since when it is connected; null where it is not.'),
    problem: z.string().nullable().describe('Why it cannot be asked.'),
    isLocal: z.boolean().describe('Whether it runs in the server’s own process, its key on the same disk.'),
    service: kmsSettings.nullable().describe('Which key of which key management service.'),
    vaults: z.int().describe('Vaults whose key it holds.'),
    of: z.int().describe('Vaults whose key it is to hold.'),
  }),
)

const listRoute = defineRoute({
  id: 'listKeyProviders',
  method: 'GET',
  url: '/api/v1/keys/providers',
  access: read,
  tags,
  summary: 'Those who hold the keys of vaults',
  answers: { 200: component('KeyProviderList', z.object({ items: z.array(provider) })) },
  handle: async ({ control, actor, services: { keys } }) => ({
    items: await listProviders(control, actor, (id) => keys.connectionOf(id)),
  }),
})

const renameRoute = defineRoute({
  id: 'renameKeyProvider',
  method: 'PATCH',
  url: '/api/v1/keys/providers/:id',
  access: write,
  tags,
  summary: 'Gives a key provider another name',
  params,
  body: providerChange,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params: { id }, body }) => {
    await renameProvider(control, actor, id, body)
    return undefined
  },
})

const removeRoute = defineRoute({
  id: 'removeKeyProvider',
  method: 'DELETE',
  url: '/api/v1/keys/providers/:id',
  access: write,
  tags,
  summary: 'Removes a key provider',
  description: 'Its slots are destroyed. One that alone holds the key of a vault stays.',
  params,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND', 'HF_LAST_KEY_PROVIDER'],
  handle: async ({ control, actor, params: { id }, services: { keys } }) => {
    await removeProvider(control, actor, id)
    keys.turnAway(id, 'it was removed')
    return undefined
  },
})

const inviteRoute = defineRoute({
  id: 'createKeyEnrolment',
  method: 'POST',
  url: '/api/v1/keys/enrolments',
  access: write,
  tags,
  summary: 'Makes a token by which one connector or device is taken on',
  description: 'The token is shown once, is good once, and for a short time.',
  body: newEnrolment,
  idempotent: false,
  answers: { 201: component('KeyEnrolment', z.object({ token: z.string(), expiresAt: z.date() })) },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, body, request }) =>
    await createEnrolment(control, actor, body, connectUrl(request)),
})

const addKmsRoute = defineRoute({
  id: 'addKeyService',
  method: 'POST',
  url: '/api/v1/keys/services',
  access: write,
  tags,
  summary: 'Takes on a key management service',
  description:
    'It must wrap and unwrap before it is taken on. What it takes to sign in comes from the environment of the server.',
  body: newKms,
  answers: { 201: component('NewKeyService', z.object({ id: z.uuid() })) },
  errors: ['EKEY_REFUSED', 'EKEY_UNAVAILABLE', 'HF_WRAP_BROKEN'],
  handle: async ({ control, actor, body, services: { keys } }) => {
    const added = await addKms(control, actor, body, keys.openKms)
    keys.renewSoon()
    return added
  },
})

const readRotationRoute = defineRoute({
  id: 'readKeyRotation',
  method: 'GET',
  url: '/api/v1/keys/rotation',
  access: read,
  tags,
  summary: 'When key slots were and will be made anew, and how far it is',
  answers: {
    200: component(
      'KeyRotationState',
      z.object({
        requestedAt: z.iso.datetime().nullable(),
        rewrapDays: z.int(),
        nextAt: z.date().nullable().describe('When a service wraps by itself next; null without one.'),
        renewed: z.int().describe('Slots that are as new as they should be.'),
        of: z.int(),
      }),
    ),
  },
  handle: async ({ control, actor }) => await readRotation(control, actor),
})

const rotateRoute = defineRoute({
  id: 'rotateKeySlots',
  method: 'POST',
  url: '/api/v1/keys/rotation',
  access: write,
  tags,
  summary: 'Makes every key slot anew',
  description:
    'By and by; the old one stays until the new one is there. The list of providers tells how far it is.',
  answers: { 202: component('KeyRotation', z.object({ rotating: z.literal(true) })) },
  handle: async ({ control, actor, services: { keys } }) => {
    await rotateSlots(control, actor)
    keys.renewSoon()
    return { rotating: true as const }
  },
})

const kit = component(
  'RecoveryKit',
  z.object({
    kitId: z.string(),
    madeAt: z.iso.datetime(),
    vaults: z.int().describe('Vaults that it opens.'),
    of: z.int(),
  }),
)

const drill = component('RecoveryDrill', newDrill.extend({ at: z.iso.datetime() }))

const readKitRoute = defineRoute({
  id: 'readRecoveryKit',
  method: 'GET',
  url: '/api/v1/keys/recovery-kit',
  access: read,
  tags,
  summary: 'Which recovery kit there is, how many vaults it opens, and what the last drill found',
  answers: {
    200: component('RecoveryKitState', z.object({ kit: kit.nullable(), drill: drill.nullable() })),
  },
  handle: async ({ control, actor }) => ({
    kit: (await readRecoveryKit(control, actor)) ?? null,
    drill: (await readDrill(control, actor)) ?? null,
  }),
})

const recordDrillRoute = defineRoute({
  id: 'recordRecoveryDrill',
  method: 'POST',
  url: '/api/v1/keys/drills',
  access: write,
  tags,
  summary: 'Keeps what a recovery drill found',
  description: 'Drills run where the kit is: the kit itself never comes here.',
  body: newDrill,
  answers: { 204: nothing },
  handle: async ({ control, actor, body }) => {
    await recordDrill(control, actor, body)
    return undefined
  },
})

const setKitRoute = defineRoute({
  id: 'setRecoveryKit',
  method: 'PUT',
  url: '/api/v1/keys/recovery-kit',
  access: write,
  tags,
  summary: 'Makes vaults open to a recovery kit from now on',
  description: 'The server gets the public half alone: the words stay where the sheet was printed.',
  body: newKit,
  answers: { 204: nothing },
  handle: async ({ control, actor, body, services: { keys } }) => {
    await setRecoveryKit(control, actor, body)
    keys.renewSoon()
    return undefined
  },
})

export const keyRoutes: readonly Route[] = [
  listRoute,
  renameRoute,
  removeRoute,
  inviteRoute,
  addKmsRoute,
  readRotationRoute,
  rotateRoute,
  readKitRoute,
  setKitRoute,
  recordDrillRoute,
]

/** As the caller reaches this server, so that a connector of the same network does. */
function connectUrl({ protocol, host }: FastifyRequest): string {
  return `${protocol === 'https' ? 'wss' : 'ws'}://${host}${CONNECT_PATH}`
}
