import {
  apiTokenInput,
  beginSecondFactor,
  changeOwnPassword,
  codeInput,
  confirmSecondFactor,
  createApiToken,
  listApiTokens,
  listOwnSessions,
  newRecoveryCodes,
  PERMISSIONS,
  passwordChange,
  readOwnAccess,
  readOwnPrivacy,
  removeOwnSecondFactor,
  revokeApiToken,
  revokeOwnSession,
  setOwnPrivacy,
} from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'
import { beginSession, signedIn } from './sign-in.ts'

const tags = ['access'] as const
const id = z.object({ id: z.uuid() })
const own = { session: 'everybody looks after their own access' } as const
const owing = { signingIn: 'the second factor may have to be set up before anything else' } as const
const codes = component(
  'RecoveryCodes',
  z.object({ recoveryCodes: z.array(z.string()).describe('Shown once.') }),
)

export const apiToken = component(
  'ApiToken',
  z.object({
    id: z.uuid(),
    accountId: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.date(),
    expiresAt: z.date(),
    usedAt: z.date().nullable().describe('To the minute.'),
    revokedAt: z.date().nullable(),
  }),
)

const changePasswordRoute = defineRoute({
  id: 'changeOwnPassword',
  method: 'POST',
  url: '/api/v1/me/password',
  access: own,
  tags,
  summary: 'Changes one’s own password, and ends all other sessions',
  body: passwordChange,
  answers: { 204: nothing },
  errors: ['HF_SESSION_NEEDED', 'HF_SIGN_IN_FAILED', 'HF_PASSWORD_REFUSED', 'HF_TOO_MANY_ATTEMPTS'],
  idempotent: false,
  handle: async ({ services, control, actor, body, request }) => {
    await services.attempts.attempt(request.ip, () => changeOwnPassword(control, actor, body))
    return undefined
  },
})

const readAccessRoute = defineRoute({
  id: 'readOwnAccess',
  method: 'GET',
  url: '/api/v1/me/access',
  access: own,
  tags,
  summary: 'What one signs in with',
  answers: {
    200: component(
      'OwnAccess',
      z.object({
        email: z.string(),
        hasPassword: z.boolean(),
        hasSecondFactor: z.boolean(),
        mustHaveSecondFactor: z.boolean().describe('Then it can be replaced, and not removed.'),
        recoveryCodesLeft: z.int(),
        isOfOrganisation: z.boolean().describe('Signs in with the organisation.'),
      }),
    ),
  },
  errors: ['HF_SESSION_NEEDED'],
  handle: ({ control, actor }) => readOwnAccess(control, actor),
})

const beginSecondFactorRoute = defineRoute({
  id: 'beginSecondFactor',
  method: 'POST',
  url: '/api/v1/me/second-factor',
  access: owing,
  tags,
  summary: 'Begins to set an authenticator app up',
  description:
    'It counts once a code of it was given. Where there is one already, its code proves that it is you.',
  body: codeInput.partial(),
  answers: {
    200: z.object({
      secret: z.string().describe('In base32, for typing it in.'),
      uri: z.string().describe('For the QR code.'),
    }),
  },
  errors: ['HF_SESSION_NEEDED', 'HF_CODE_WRONG', 'HF_SECOND_FACTOR_NEEDED'],
  idempotent: false,
  handle: ({ control, actor, body }) => beginSecondFactor(control, actor, body.code),
})

const confirmSecondFactorRoute = defineRoute({
  id: 'confirmSecondFactor',
  method: 'POST',
  url: '/api/v1/me/second-factor/confirm',
  access: owing,
  tags,
  summary: 'Ends the set-up with a code of the new app',
  body: codeInput,
  answers: { 200: codes.extend({ signedIn: signedIn.optional() }) },
  errors: ['HF_SESSION_NEEDED', 'HF_CODE_WRONG', 'HF_SECOND_FACTOR_NEEDED'],
  idempotent: false,
  handle: async ({ control, actor, body, reply }) => {
    const { recoveryCodes, signIn } = await confirmSecondFactor(control, actor, body.code)
    return { recoveryCodes: [...recoveryCodes], ...(signIn && { signedIn: beginSession(reply, signIn) }) }
  },
})

const removeSecondFactorRoute = defineRoute({
  id: 'removeSecondFactor',
  method: 'POST',
  url: '/api/v1/me/second-factor/remove',
  access: own,
  tags,
  summary: 'Removes one’s own second factor, where the role does not ask for one',
  body: codeInput,
  answers: { 204: nothing },
  errors: ['HF_SESSION_NEEDED', 'HF_CODE_WRONG', 'HF_SECOND_FACTOR_ASKED'],
  idempotent: false,
  handle: async ({ control, actor, body }) => {
    await removeOwnSecondFactor(control, actor, body.code)
    return undefined
  },
})

const recoveryCodesRoute = defineRoute({
  id: 'makeRecoveryCodes',
  method: 'POST',
  url: '/api/v1/me/recovery-codes',
  access: own,
  tags,
  summary: 'Makes new recovery codes; the old ones are good for nothing any more',
  body: codeInput,
  answers: { 200: codes },
  errors: ['HF_SESSION_NEEDED', 'HF_CODE_WRONG'],
  idempotent: false,
  handle: async ({ control, actor, body }) => ({
    recoveryCodes: [...(await newRecoveryCodes(control, actor, body.code))],
  }),
})

const listSessionsRoute = defineRoute({
  id: 'listOwnSessions',
  method: 'GET',
  url: '/api/v1/me/sessions',
  access: own,
  tags,
  summary: 'One’s own sessions, the one that was used last first',
  answers: {
    200: z.object({
      sessions: z.array(
        z.object({
          id: z.uuid(),
          address: z.string(),
          createdAt: z.date(),
          seenAt: z.date(),
          expiresAt: z.date(),
          isThis: z.boolean(),
        }),
      ),
    }),
  },
  errors: ['HF_SESSION_NEEDED'],
  handle: async ({ control, actor }) => ({ sessions: await listOwnSessions(control, actor) }),
})

const revokeSessionRoute = defineRoute({
  id: 'revokeOwnSession',
  method: 'DELETE',
  url: '/api/v1/me/sessions/:id',
  access: own,
  tags,
  summary: 'Ends one of one’s own sessions',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_SESSION_NEEDED', 'HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await revokeOwnSession(control, actor, params.id)
    return undefined
  },
})

const listTokensRoute = defineRoute({
  id: 'listOwnTokens',
  method: 'GET',
  url: '/api/v1/me/tokens',
  access: own,
  tags,
  summary: 'One’s own API tokens',
  answers: { 200: z.object({ tokens: z.array(apiToken) }) },
  handle: async ({ control, actor }) => ({ tokens: [...(await listApiTokens(control, actor))] }),
})

const createTokenRoute = defineRoute({
  id: 'createToken',
  method: 'POST',
  url: '/api/v1/me/tokens',
  access: own,
  tags,
  summary: 'Makes an API token, for some of what the role allows',
  body: apiTokenInput.extend({ scopes: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length) }),
  answers: { 201: apiToken.extend({ token: z.string().describe('Shown once.') }) },
  errors: ['HF_SESSION_NEEDED', 'HF_FORBIDDEN'],
  idempotent: false,
  handle: ({ control, actor, body }) => createApiToken(control, actor, body),
})

const revokeTokenRoute = defineRoute({
  id: 'revokeToken',
  method: 'DELETE',
  url: '/api/v1/tokens/:id',
  access: { session: 'one’s own; those of others need accounts:write' },
  tags,
  summary: 'Makes an API token good for nothing',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await revokeApiToken(control, actor, params.id)
    return undefined
  },
})

const privacy = component(
  'OwnPrivacy',
  z.object({
    adminAccess: z.boolean().describe('Whether administrators may reach the data, all considered.'),
    mayEdit: z.boolean(),
  }),
)

const readPrivacyRoute = defineRoute({
  id: 'readOwnPrivacy',
  method: 'GET',
  url: '/api/v1/me/privacy',
  access: { permission: 'own:privacy' },
  tags,
  summary: 'Whether administrators may reach one’s data',
  answers: { 200: privacy },
  errors: ['HF_NOT_FOUND', 'HF_SELF_SERVICE_OFF'],
  handle: ({ control, actor }) => readOwnPrivacy(control, actor),
})

const setPrivacyRoute = defineRoute({
  id: 'setOwnPrivacy',
  method: 'PUT',
  url: '/api/v1/me/privacy',
  access: { permission: 'own:privacy' },
  tags,
  summary: 'Says whether administrators may reach one’s data',
  body: z.strictObject({ adminAccess: z.boolean() }),
  answers: { 200: privacy },
  errors: ['HF_NOT_FOUND', 'HF_SELF_SERVICE_OFF', 'HF_PRIVACY_FIXED'],
  handle: ({ control, actor, body }) => setOwnPrivacy(control, actor, body.adminAccess),
})

export const ownAccessRoutes: readonly Route[] = [
  readAccessRoute,
  changePasswordRoute,
  beginSecondFactorRoute,
  confirmSecondFactorRoute,
  removeSecondFactorRoute,
  recoveryCodesRoute,
  listSessionsRoute,
  revokeSessionRoute,
  listTokensRoute,
  createTokenRoute,
  revokeTokenRoute,
  readPrivacyRoute,
  setPrivacyRoute,
]
