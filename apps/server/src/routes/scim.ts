import {
  createScimUser,
  listScimUsers,
  patchScimUser,
  readScimUser,
  removeScimUser,
  replaceScimUser,
  SCIM_ENTERPRISE_USER,
  SCIM_USER,
  scimQuery,
  toScimUser,
} from '@holdfast/control'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SCIM_TYPE } from '../http/scim-error.ts'
import { Answer, nothing, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

const tags = ['scim'] as const
const read = { permission: 'people:read' } as const
const write = { permission: 'people:write' } as const
const id = z.object({ id: z.string().max(100) })
/** Looked at by the rules behind, which take what clients really send. */
const resource = z.record(z.string(), z.unknown())
const user = text('A User resource (RFC 7643).', SCIM_TYPE)
const refused = [
  'HF_SCIM_INVALID',
  'HF_NAME_TAKEN',
  'HF_PROFILE_FULL',
  'HF_CONFLICT',
  'HF_NOT_FOUND',
] as const

const listRoute = defineRoute({
  id: 'listScimUsers',
  method: 'GET',
  url: '/scim/v2/Users',
  access: read,
  tags,
  summary: 'People, as a provisioning client looks for them',
  query: z.looseObject(scimQuery.shape),
  answers: { 200: text('A ListResponse.', SCIM_TYPE) },
  errors: ['HF_SCIM_INVALID'],
  handle: async ({ control, actor, query: { filter, startIndex, count }, request }) => {
    const list = await listScimUsers(control, actor, { filter, startIndex, count })
    const resources = list.people.map((person) => toScimUser(person, usersOf(request)))
    return scim(200, listOf(resources, list.totalResults, list.startIndex))
  },
})

const readRoute = defineRoute({
  id: 'readScimUser',
  method: 'GET',
  url: '/scim/v2/Users/:id',
  access: read,
  tags,
  summary: 'A person',
  params: id,
  answers: { 200: user },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params, request }) =>
    scim(200, toScimUser(await readScimUser(control, actor, params.id), usersOf(request))),
})

const createRoute = defineRoute({
  id: 'createScimUser',
  method: 'POST',
  url: '/scim/v2/Users',
  access: write,
  tags,
  summary: 'Adds a person, or brings one back',
  body: resource,
  consumes: SCIM_TYPE,
  answers: { 201: user },
  errors: refused,
  idempotent: false,
  handle: async ({ control, actor, body, request }) => {
    const person = toScimUser(await createScimUser(control, actor, body), usersOf(request))
    return scim(201, person, { location: `${usersOf(request)}/${String(person.id)}` })
  },
})

const replaceRoute = defineRoute({
  id: 'replaceScimUser',
  method: 'PUT',
  url: '/scim/v2/Users/:id',
  access: write,
  tags,
  summary: 'Replaces what a client says of a person',
  params: id,
  body: resource,
  consumes: SCIM_TYPE,
  answers: { 200: user },
  errors: refused,
  handle: async ({ control, actor, params, body, request }) =>
    scim(200, toScimUser(await replaceScimUser(control, actor, params.id, body), usersOf(request))),
})

const patchRoute = defineRoute({
  id: 'patchScimUser',
  method: 'PATCH',
  url: '/scim/v2/Users/:id',
  access: write,
  tags,
  summary: 'Changes a person; deactivated, they are preserved',
  params: id,
  body: resource,
  consumes: SCIM_TYPE,
  answers: { 200: user },
  errors: refused,
  handle: async ({ control, actor, params, body, request }) =>
    scim(200, toScimUser(await patchScimUser(control, actor, params.id, body), usersOf(request))),
})

const removeRoute = defineRoute({
  id: 'removeScimUser',
  method: 'DELETE',
  url: '/scim/v2/Users/:id',
  access: write,
  tags,
  summary: 'Withdraws a person from provisioning: they are preserved, never deleted',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await removeScimUser(control, actor, params.id)
    return undefined
  },
})

/** What a client asks before anything else. */
function discovery(name: string, path: string, summary: string, body: (base: string) => object): Route {
  return defineRoute({
    id: `readScim${name}`,
    method: 'GET',
    url: `/scim/v2/${path}`,
    access: read,
    tags,
    summary,
    answers: { 200: text('As RFC 7643 has it.', SCIM_TYPE) },
    handle: async ({ request }) => scim(200, body(baseOf(request))),
  })
}

export const scimRoutes: readonly Route[] = [
  listRoute,
  readRoute,
  createRoute,
  replaceRoute,
  patchRoute,
  removeRoute,
  discovery('Configuration', 'ServiceProviderConfig', 'What is supported', () => ({
    schemas: [CONFIG],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'API token',
        description: 'An API token with people:read and people:write.',
      },
    ],
  })),
  discovery('ResourceTypes', 'ResourceTypes', 'The kinds of resources', (base) =>
    listOf([
      {
        schemas: [RESOURCE_TYPE],
        id: 'User',
        name: 'User',
        endpoint: '/Users',
        schema: SCIM_USER,
        schemaExtensions: [{ schema: SCIM_ENTERPRISE_USER, required: false }],
        meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
      },
    ]),
  ),
  discovery('Schemas', 'Schemas', 'The attributes that are looked at', () =>
    listOf([
      schemaOf(SCIM_USER, 'User', ['userName', 'externalId', 'displayName', 'title', 'active']),
      schemaOf(SCIM_ENTERPRISE_USER, 'EnterpriseUser', ['department']),
    ]),
  ),
]

function schemaOf(schema: string, name: string, attributes: readonly string[]): object {
  return {
    schemas: [SCHEMA],
    id: schema,
    name,
    attributes: attributes.map((attribute) => ({
      name: attribute,
      type: attribute === 'active' ? 'boolean' : 'string',
      multiValued: false,
      required: attribute === 'userName',
      caseExact: attribute === 'externalId',
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: attribute === 'userName' ? 'server' : 'none',
    })),
  }
}

function listOf(resources: readonly object[], totalResults = resources.length, startIndex = 1): object {
  return { schemas: [LIST], totalResults, startIndex, itemsPerPage: resources.length, Resources: resources }
}

function scim(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer<string> {
  return new Answer(status, JSON.stringify(body), { 'content-type': SCIM_TYPE, ...headers })
}

function baseOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}/scim/v2`
}

function usersOf(request: FastifyRequest): string {
  return `${baseOf(request)}/Users`
}
