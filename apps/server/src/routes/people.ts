import {
  activatePeople,
  addPerson,
  changePerson,
  chooseMatching,
  countPeople,
  deletePeople,
  listKeySlots,
  listPeople,
  matchingQuery,
  movePeople,
  PROVIDER_KINDS,
  peopleChoice,
  peopleDeletion,
  peopleFilter,
  peopleMove,
  peopleQuery,
  personChange,
  personInput,
  preservePeople,
  readPerson,
  rollBackPeople,
} from '@holdfast/control'
import { z } from 'zod'
import { page, pageQuery } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { Answer } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'
import { doneTo } from './done-to.ts'

const onedrive = component(
  'OneDrive',
  z.object({
    id: z.uuid(),
    state: z.enum(['enabled', 'disabled', 'deleted']),
    lastStatus: z.enum(['never', 'success', 'errors', 'failed']).describe('How the last backup ended.'),
    firstStartedAt: z.date().nullable(),
    lastAttemptAt: z.date().nullable(),
    lastSuccessAt: z.date().nullable(),
    lastErrorCode: z.string().nullable(),
    lastError: z.string().nullable(),
    lastErrorHint: z.string().nullable().describe('What to do about it, where that is known.'),
    items: z.int(),
    bytes: z.int(),
    deletedAt: z.date().nullable(),
    purgeAt: z.date().nullable().describe('Until when the delete can be rolled back.'),
    version: z.int(),
  }),
)

/** A person with the OneDrive, as every list and page gets them. */
export const person = component(
  'Person',
  z.object({
    id: z.uuid(),
    directoryId: z.string().nullable().describe('Microsoft’s object id.'),
    principalName: z.string(),
    email: z.string().nullable(),
    displayName: z.string(),
    source: z.enum(['directory', 'hand', 'csv', 'scim']),
    state: z.enum(['active', 'preserved', 'deleted']),
    profileId: z.uuid(),
    profileName: z.string(),
    profileFixed: z.boolean().describe('No mapping rule moves this person.'),
    adminAccess: z.boolean().describe('Whether administrators may reach the person’s data.'),
    preservedAt: z.date().nullable(),
    preservedBy: z.string().nullable(),
    deletedAt: z.date().nullable(),
    purgeAt: z.date().nullable().describe('Until when the delete can be rolled back.'),
    createdAt: z.date(),
    updatedAt: z.date(),
    version: z.int(),
    onedrive: onedrive.nullable(),
  }),
)

const { limit: _, cursor: __, ...filters } = peopleQuery.shape
const { version: ___, ...changes } = personChange.shape
const id = z.object({ id: z.uuid() })
const tags = ['people'] as const

const listPeopleRoute = defineRoute({
  id: 'listPeople',
  method: 'GET',
  url: '/api/v1/people',
  access: { permission: 'people:read' },
  tags,
  summary: 'People with their OneDrives',
  query: pageQuery(filters).extend({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  answers: { 200: page(person) },
  handle: async ({ control, actor, query }) => {
    const { people, next = null } = await listPeople(control, actor, query)
    return { items: people, nextCursor: next }
  },
})

const countPeopleRoute = defineRoute({
  id: 'countPeople',
  method: 'GET',
  url: '/api/v1/people/count',
  access: { permission: 'people:read' },
  tags,
  summary: 'How many people match',
  query: peopleFilter,
  answers: { 200: z.object({ count: z.int() }) },
  handle: async ({ control, actor, query }) => ({ count: await countPeople(control, actor, query) }),
})

const chooseMatchingRoute = defineRoute({
  id: 'chooseMatchingPeople',
  method: 'GET',
  url: '/api/v1/people/matching',
  access: { permission: 'people:read' },
  tags,
  summary: 'Whom an action would change, of all who match',
  description:
    'To be confirmed, and then given to the action in parts of 1,000 at most: what happens is what was confirmed, whoever matches by then.',
  query: matchingQuery,
  answers: {
    200: component(
      'MatchingPeople',
      z.object({
        matching: z.int().describe('All who match.'),
        ids: z
          .array(z.uuid())
          .describe(
            'What the action takes: OneDrives for a backup, people for the others. Whoever is as they should be, or cannot be changed, is left out.',
          ),
      }),
    ),
  },
  rateLimit: { requests: 60, seconds: 60 },
  handle: ({ control, actor, query }) => chooseMatching(control, actor, query),
})

const keySlot = component(
  'KeySlot',
  z.object({
    id: z.uuid(),
    createdAt: z.date(),
    holder: z
      .enum(['provider', 'recovery-kit', 'unknown'])
      .describe('Unknown where nobody here knows the holder any more.'),
    provider: z
      .object({
        id: z.uuid(),
        kind: z.enum(PROVIDER_KINDS),
        name: z.string(),
        isConnected: z.boolean(),
        isRemoved: z.boolean(),
      })
      .nullable(),
  }),
)

const listKeySlotsRoute = defineRoute({
  id: 'listKeySlots',
  method: 'GET',
  url: '/api/v1/people/:id/key-slots',
  access: { permission: 'organisation:read' },
  tags: ['keys'],
  summary: 'Who holds the key of a person’s vault',
  params: id,
  answers: { 200: component('KeySlotList', z.object({ items: z.array(keySlot) })) },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params, services: { keys } }) => ({
    items: await listKeySlots(
      control,
      actor,
      params.id,
      (provider) => keys.connectionOf(provider).isConnected,
    ),
  }),
})

const readPersonRoute = defineRoute({
  id: 'readPerson',
  method: 'GET',
  url: '/api/v1/people/:id',
  access: { permission: 'people:read' },
  tags,
  summary: 'A person',
  params: id,
  answers: { 200: person },
  errors: ['HF_NOT_FOUND'],
  handle: ({ control, actor, params }) => readPerson(control, actor, params.id),
})

const addPersonRoute = defineRoute({
  id: 'addPerson',
  method: 'POST',
  url: '/api/v1/people',
  access: { permission: 'people:write' },
  tags,
  summary: 'Adds a person by hand',
  description: 'The directory recognises them by the sign-in name when it is next synchronised.',
  body: personInput,
  answers: { 201: person },
  errors: ['HF_NOT_FOUND', 'HF_NAME_TAKEN', 'HF_PROFILE_FULL'],
  handle: async ({ control, actor, body }) => {
    const added = await addPerson(control, actor, body)
    return new Answer(201, await readPerson(control, actor, added), { location: `/api/v1/people/${added}` })
  },
})

const changePersonRoute = defineRoute({
  id: 'changePerson',
  method: 'PATCH',
  url: '/api/v1/people/:id',
  access: { permission: 'people:write' },
  tags,
  summary: 'Changes a person',
  description: 'A name stays as it is put here until the directory changes it.',
  params: id,
  body: z.strictObject(changes),
  ifMatch: true,
  answers: { 200: person },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE', 'HF_PROFILE_FULL'],
  handle: async ({ control, actor, params, body, version }) => {
    await changePerson(control, actor, params.id, { ...body, version })
    return await readPerson(control, actor, params.id)
  },
})

const movePeopleRoute = defineRoute({
  id: 'movePeople',
  method: 'POST',
  url: '/api/v1/people/move',
  access: { permission: 'people:write' },
  tags,
  summary: 'Puts people into a profile; takes effect at their next backup',
  description: 'For good: no mapping rule moves them any more.',
  body: peopleMove,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE', 'HF_PROFILE_FULL'],
  handle: async ({ control, actor, body }) => ({ changed: await movePeople(control, actor, body) }),
})

const preservePeopleRoute = defineRoute({
  id: 'preservePeople',
  method: 'POST',
  url: '/api/v1/people/preserve',
  access: { permission: 'people:write' },
  tags,
  summary: 'Preserves people: backups stop, data is kept',
  body: peopleChoice,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE'],
  handle: async ({ control, actor, body }) => ({ changed: await preservePeople(control, actor, body) }),
})

const activatePeopleRoute = defineRoute({
  id: 'activatePeople',
  method: 'POST',
  url: '/api/v1/people/activate',
  access: { permission: 'people:write' },
  tags,
  summary: 'Activates preserved people again',
  body: peopleChoice,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE', 'HF_ACCOUNT_DISABLED', 'HF_NAME_TAKEN', 'HF_PROFILE_FULL'],
  handle: async ({ control, actor, body }) => ({ changed: await activatePeople(control, actor, body) }),
})

const deletePeopleRoute = defineRoute({
  id: 'deletePeople',
  method: 'POST',
  url: '/api/v1/people/delete',
  access: { permission: 'people:delete' },
  tags,
  summary: 'Deletes people; their backups are destroyed when the rollback window is over',
  body: peopleDeletion,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, body }) => ({ changed: await deletePeople(control, actor, body) }),
})

const rollBackPeopleRoute = defineRoute({
  id: 'rollBackPeople',
  method: 'POST',
  url: '/api/v1/people/roll-back',
  access: { permission: 'people:delete' },
  tags,
  summary: 'Takes the deleting of people back',
  body: peopleChoice,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_ROLLBACK_OVER', 'HF_NAME_TAKEN', 'HF_PROFILE_FULL'],
  handle: async ({ control, actor, body }) => ({ changed: await rollBackPeople(control, actor, body) }),
})

export const peopleRoutes: readonly Route[] = [
  listPeopleRoute,
  countPeopleRoute,
  chooseMatchingRoute,
  readPersonRoute,
  listKeySlotsRoute,
  addPersonRoute,
  changePersonRoute,
  movePeopleRoute,
  preservePeopleRoute,
  activatePeopleRoute,
  deletePeopleRoute,
  rollBackPeopleRoute,
]
