import { may, PERMISSIONS, ROLES } from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { defineRoute } from '../route/define-route.ts'

const me = component(
  'Me',
  z.object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES).nullable(),
    permissions: z.array(z.enum(PERMISSIONS)).describe('With a token: its scopes, of what the role allows.'),
    profiles: z.array(z.uuid()).nullable().describe('Those that the role is limited to; null for all.'),
    personId: z.uuid().nullable(),
    by: z.enum(['session', 'token']),
  }),
)

export const readMe = defineRoute({
  id: 'readMe',
  method: 'GET',
  url: '/api/v1/me',
  access: { session: 'everybody may know who they are' },
  tags: ['access'],
  summary: 'Who asks, and what they may do',
  answers: { 200: me },
  handle: async ({ actor }) => ({
    id: actor.id,
    name: actor.name,
    role: actor.role ?? null,
    permissions: PERMISSIONS.filter((permission) => may(actor, permission)),
    profiles: actor.profiles ?? null,
    personId: actor.personId ?? null,
    by: actor.scopes === undefined ? 'session' : 'token',
  }),
})
