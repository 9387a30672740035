import {
  acceptance,
  acceptFirstAdministrator,
  acceptInvitation,
  firstAdministrator,
  passwordReset,
  plainText,
  readLink,
  resetPassword,
} from '@holdfast/control'
import { z } from 'zod'
import { defineRoute, type Route } from '../route/define-route.ts'

/** In the body, never in an address: addresses stand in logs. */
const token = plainText(200).min(1)
const tags = ['access'] as const
const access = { public: 'the link is the proof' } as const
const errors = ['HF_LINK_INVALID', 'HF_TOO_MANY_ATTEMPTS'] as const
const made = z.object({ accountId: z.uuid().describe('Signing in comes next.') })

const readLinkRoute = defineRoute({
  id: 'readLink',
  method: 'POST',
  url: '/api/v1/links/read',
  access,
  tags,
  summary: 'What a one-time link is for, without using it',
  body: z.strictObject({ token }),
  answers: {
    200: z.object({
      purpose: z.enum(['first-administrator', 'invitation', 'password']),
      expiresAt: z.date(),
      email: z.string().optional(),
      name: z.string().optional(),
    }),
  },
  errors,
  idempotent: false,
  handle: async ({ services, control, body, request }) => {
    return await services.attempts.attempt(request.ip, () => readLink(control, body.token))
  },
})

const firstAdministratorRoute = defineRoute({
  id: 'acceptFirstAdministrator',
  method: 'POST',
  url: '/api/v1/links/first-administrator',
  access,
  tags,
  summary: 'Makes the first administrator',
  body: firstAdministrator.extend({ token }),
  answers: { 201: made },
  errors: [...errors, 'HF_PASSWORD_REFUSED', 'HF_ADMINISTRATOR_EXISTS', 'HF_NAME_TAKEN'],
  idempotent: false,
  handle: async ({ services, control, body: { token: link, ...administrator }, request }) => {
    const attempt = () => acceptFirstAdministrator(control, link, administrator, request.ip)
    return { accountId: await services.attempts.attempt(request.ip, attempt) }
  },
})

const invitationRoute = defineRoute({
  id: 'acceptInvitation',
  method: 'POST',
  url: '/api/v1/links/invitation',
  access,
  tags,
  summary: 'Accepts an invitation',
  body: acceptance.extend({ token }),
  answers: { 200: made },
  errors: [...errors, 'HF_PASSWORD_REFUSED'],
  idempotent: false,
  handle: async ({ services, control, body: { token: link, ...accepted }, request }) => {
    const attempt = () => acceptInvitation(control, link, accepted, request.ip)
    return { accountId: await services.attempts.attempt(request.ip, attempt) }
  },
})

const passwordRoute = defineRoute({
  id: 'resetPassword',
  method: 'POST',
  url: '/api/v1/links/password',
  access,
  tags,
  summary: 'Sets another password by a link, and ends all sessions of the account',
  body: passwordReset.extend({ token }),
  answers: { 200: made },
  errors: [...errors, 'HF_PASSWORD_REFUSED'],
  idempotent: false,
  handle: async ({ services, control, body: { token: link, ...reset }, request }) => {
    const attempt = () => resetPassword(control, link, reset, request.ip)
    return { accountId: await services.attempts.attempt(request.ip, attempt) }
  },
})

export const signInLinkRoutes: readonly Route[] = [
  readLinkRoute,
  firstAdministratorRoute,
  invitationRoute,
  passwordRoute,
]
