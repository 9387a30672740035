import {
  accountChange,
  accountFilter,
  changeAccount,
  deleteAccount,
  invitation,
  inviteAccount,
  listAccounts,
  listApiTokens,
  mailAccountLink,
  makeAccountLink,
  PERMISSIONS,
  ROLES,
  readAccount,
  resetSecondFactor,
  roleFacts,
  unlockAccount,
} from '@holdfast/control'
import { z } from 'zod'
import { page, pageQuery } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'
import { apiToken } from './own-access.ts'

const account = component(
  'Account',
  z.object({
    id: z.uuid(),
    role: z.string(),
    profiles: z.array(z.uuid()).nullable().describe('Those that the role is limited to; null for all.'),
    personId: z.uuid().nullable(),
    email: z.string(),
    name: z.string(),
    state: z.enum(['invited', 'active', 'disabled']),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    isOfOrganisation: z.boolean().describe('Signs in with the organisation.'),
    lockedUntil: z.date().nullable(),
    lastSignInAt: z.date().nullable(),
    version: z.int(),
    createdAt: z.date(),
  }),
)

const link = component(
  'AccountLink',
  z.object({ token: z.string().describe('Shown once: it goes to whom it is for.'), expiresAt: z.date() }),
)

const { limit: _, after: __, ...filters } = accountFilter.shape
const id = z.object({ id: z.uuid() })
const tags = ['accounts'] as const
const read = { permission: 'accounts:read' } as const
const write = { permission: 'accounts:write' } as const

const listRoute = defineRoute({
  id: 'listAccounts',
  method: 'GET',
  url: '/api/v1/accounts',
  access: read,
  tags,
  summary: 'Accounts, by address',
  query: pageQuery(filters).extend({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  answers: { 200: page(account) },
  handle: async ({ control, actor, query: { cursor, ...filter } }) => {
    const { items, next = null } = await listAccounts(control, actor, { ...filter, after: cursor })
    return { items, nextCursor: next }
  },
})

const readRoute = defineRoute({
  id: 'readAccount',
  method: 'GET',
  url: '/api/v1/accounts/:id',
  access: read,
  tags,
  summary: 'An account',
  params: id,
  answers: { 200: account },
  errors: ['HF_NOT_FOUND'],
  handle: ({ control, actor, params }) => readAccount(control, actor, params.id),
})

const inviteRoute = defineRoute({
  id: 'inviteAccount',
  method: 'POST',
  url: '/api/v1/accounts',
  access: write,
  tags,
  summary: 'Invites an administrator, or a person to their own backup',
  body: invitation,
  answers: { 201: link.extend({ id: z.uuid() }) },
  errors: ['HF_NOT_FOUND', 'HF_NAME_TAKEN', 'HF_ROLE_BEYOND'],
  idempotent: false,
  handle: ({ control, actor, body }) => inviteAccount(control, actor, body),
})

const changeRoute = defineRoute({
  id: 'changeAccount',
  method: 'PATCH',
  url: '/api/v1/accounts/:id',
  access: write,
  tags,
  summary: 'Changes name, role, scope or state of somebody else’s account',
  params: id,
  body: accountChange,
  ifMatch: true,
  answers: { 200: account },
  errors: ['HF_NOT_FOUND', 'HF_OWN_ACCOUNT', 'HF_ROLE_BEYOND', 'HF_LAST_ADMINISTRATOR'],
  handle: ({ control, actor, params, body, version }) =>
    changeAccount(control, actor, params.id, body, version),
})

const deleteRoute = defineRoute({
  id: 'deleteAccount',
  method: 'DELETE',
  url: '/api/v1/accounts/:id',
  access: write,
  tags,
  summary: 'Deletes somebody else’s account',
  params: id,
  ifMatch: true,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND', 'HF_OWN_ACCOUNT', 'HF_ROLE_BEYOND', 'HF_LAST_ADMINISTRATOR'],
  handle: async ({ control, actor, params, version }) => {
    await deleteAccount(control, actor, params.id, version)
    return undefined
  },
})

const linkRoute = defineRoute({
  id: 'makeAccountLink',
  method: 'POST',
  url: '/api/v1/accounts/:id/link',
  access: write,
  tags,
  summary: 'Makes a new invitation, or a link for a new password',
  params: id,
  answers: { 201: link },
  errors: ['HF_NOT_FOUND', 'HF_OWN_ACCOUNT', 'HF_ROLE_BEYOND'],
  idempotent: false,
  handle: ({ control, actor, params }) => makeAccountLink(control, actor, params.id),
})

const mailLinkRoute = defineRoute({
  id: 'mailAccountLink',
  method: 'POST',
  url: '/api/v1/accounts/:id/link/mail',
  access: write,
  tags,
  summary: 'Sends a link that was just made to the account’s own address',
  params: id,
  body: z.strictObject({ token: z.string().min(1).max(200).describe('As making the link gave it.') }),
  answers: { 204: nothing },
  errors: [
    'HF_NOT_FOUND',
    'HF_LINK_INVALID',
    'HF_PUBLIC_URL_MISSING',
    'HF_MAIL_NOT_CONFIGURED',
    'HF_MAIL_FAILED',
  ],
  idempotent: false,
  rateLimit: { requests: 10, seconds: 60 },
  handle: async ({ services, control, actor, params, body, signal }) => {
    await mailAccountLink(control, actor, services.mailer, { ...params, ...body }, { signal })
    return undefined
  },
})

const unlockRoute = defineRoute({
  id: 'unlockAccount',
  method: 'POST',
  url: '/api/v1/accounts/:id/unlock',
  access: write,
  tags,
  summary: 'Unlocks an account after too many failures to sign in',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await unlockAccount(control, actor, params.id)
    return undefined
  },
})

const resetFactorRoute = defineRoute({
  id: 'resetSecondFactor',
  method: 'POST',
  url: '/api/v1/accounts/:id/reset-second-factor',
  access: write,
  tags,
  summary: 'Takes a lost second factor away, and ends all sessions of the account',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND', 'HF_OWN_ACCOUNT', 'HF_ROLE_BEYOND'],
  handle: async ({ control, actor, params }) => {
    await resetSecondFactor(control, actor, params.id)
    return undefined
  },
})

const tokensRoute = defineRoute({
  id: 'listAccountTokens',
  method: 'GET',
  url: '/api/v1/accounts/:id/tokens',
  access: read,
  tags,
  summary: 'The API tokens of an account',
  params: id,
  answers: { 200: z.object({ tokens: z.array(apiToken) }) },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => ({
    tokens: [...(await listApiTokens(control, actor, params.id))],
  }),
})

const rolesRoute = defineRoute({
  id: 'listRoles',
  method: 'GET',
  url: '/api/v1/roles',
  access: { session: 'what a role may do is no secret' },
  tags,
  summary: 'What each role may do',
  answers: {
    200: z.object({
      roles: z.array(
        z.object({
          role: z.enum(ROLES),
          permissions: z.array(z.enum(PERMISSIONS)),
          limit: z.enum(['never', 'may', 'must']).describe('Whether it is limited to some profiles.'),
        }),
      ),
    }),
  },
  handle: async () => ({
    roles: roleFacts().map(({ permissions, ...rest }) => ({ ...rest, permissions: [...permissions] })),
  }),
})

export const accountRoutes: readonly Route[] = [
  rolesRoute,
  listRoute,
  readRoute,
  inviteRoute,
  changeRoute,
  deleteRoute,
  linkRoute,
  mailLinkRoute,
  unlockRoute,
  resetFactorRoute,
  tokensRoute,
]
