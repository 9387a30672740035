import {
  changeProfile,
  checkProfile,
  copyProfile,
  createProfile,
  deleteProfile,
  deletionReason,
  listProfiles,
  newProfile,
  previewRetention,
  profileChange,
  profileCopy,
  profileDraft,
  profileSettings,
  readProfile,
  restoreProfile,
  retentionSettings,
} from '@holdfast/control'
import { z } from 'zod'
import { page, pageOf, pageQuery } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { Answer } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const profile = component(
  'Profile',
  z.object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    isDefault: z.boolean(),
    maxPeople: z.int().describe('0 for no limit.'),
    settings: profileSettings,
    people: z.object({ active: z.int(), preserved: z.int() }),
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
    deletedAt: z.date().nullable(),
    purgeAt: z.date().nullable().describe('Until when a deleted profile can be restored.'),
  }),
)

const listProfilesRoute = defineRoute({
  id: 'listProfiles',
  method: 'GET',
  url: '/api/v1/profiles',
  access: { permission: 'profiles:read' },
  tags: ['profiles'],
  summary: 'Profiles, Default first, then by name',
  query: pageQuery({
    deleted: z.stringbool().default(false).describe('Those that were deleted and can be restored.'),
  }),
  answers: { 200: page(profile) },
  handle: async ({ control, actor, query }) => {
    const { deleted } = query
    return pageOf(await listProfiles(control, actor, { deleted }), query)
  },
})

const readProfileRoute = defineRoute({
  id: 'readProfile',
  method: 'GET',
  url: '/api/v1/profiles/:id',
  access: { permission: 'profiles:read' },
  tags: ['profiles'],
  summary: 'A profile',
  params: z.object({ id: z.uuid() }),
  answers: { 200: profile },
  errors: ['HF_NOT_FOUND'],
  handle: ({ control, actor, params }) => readProfile(control, actor, params.id),
})

const { version: _, ...changes } = profileChange.shape
const id = z.object({ id: z.uuid() })
const tags = ['profiles'] as const
const write = { permission: 'profiles:write' } as const

const createProfileRoute = defineRoute({
  id: 'createProfile',
  method: 'POST',
  url: '/api/v1/profiles',
  access: write,
  tags,
  summary: 'Makes a profile; what is left out has its recommended value',
  body: newProfile,
  answers: { 201: profile },
  errors: ['HF_NOT_FOUND', 'HF_NAME_TAKEN'],
  handle: async ({ control, actor, body }) => {
    const made = await createProfile(control, actor, body)
    return new Answer(201, await readProfile(control, actor, made.id), {
      location: `/api/v1/profiles/${made.id}`,
    })
  },
})

const checkProfileRoute = defineRoute({
  id: 'checkProfile',
  method: 'POST',
  url: '/api/v1/profiles/check',
  access: write,
  tags,
  summary: 'What stands against a profile, before it is made or changed',
  description: 'Nothing is changed. For forms that ask step by step.',
  body: profileDraft,
  idempotent: false,
  answers: {
    200: z.object({
      problems: z.array(
        z.object({
          path: z.string().describe('`settings.backup.exclusions.folders`'),
          message: z.string(),
        }),
      ),
    }),
  },
  handle: async ({ control, actor, body }) => ({ problems: await checkProfile(control, actor, body) }),
})

const copyProfileRoute = defineRoute({
  id: 'copyProfile',
  method: 'POST',
  url: '/api/v1/profiles/:id/copy',
  access: write,
  tags,
  summary: 'Makes a profile with the settings of another',
  params: id,
  body: profileCopy,
  answers: { 201: profile },
  errors: ['HF_NOT_FOUND', 'HF_NAME_TAKEN'],
  handle: async ({ control, actor, params, body }) => {
    const made = await copyProfile(control, actor, params.id, body)
    return new Answer(201, await readProfile(control, actor, made.id), {
      location: `/api/v1/profiles/${made.id}`,
    })
  },
})

const changeProfileRoute = defineRoute({
  id: 'changeProfile',
  method: 'PATCH',
  url: '/api/v1/profiles/:id',
  access: write,
  tags,
  summary: 'Changes a profile; takes effect at the next backup cycle',
  description:
    'Settings are a JSON merge patch: what is not named stays, null stands for the recommended value.',
  params: id,
  body: z.strictObject(changes),
  ifMatch: true,
  answers: { 200: profile },
  errors: ['HF_NOT_FOUND', 'HF_NAME_TAKEN', 'HF_PROFILE_DEFAULT'],
  handle: async ({ control, actor, params, body, version }) => {
    await changeProfile(control, actor, params.id, { ...body, version })
    return await readProfile(control, actor, params.id)
  },
})

const deleteProfileRoute = defineRoute({
  id: 'deleteProfile',
  method: 'DELETE',
  url: '/api/v1/profiles/:id',
  access: { permission: 'people:delete' },
  tags,
  summary: 'Deletes a profile that nobody is in; it can be restored within the rollback window',
  params: id,
  body: z.strictObject({ reason: deletionReason }),
  ifMatch: true,
  answers: { 200: profile },
  errors: ['HF_NOT_FOUND', 'HF_PROFILE_IN_USE', 'HF_PROFILE_DEFAULT'],
  handle: async ({ control, actor, params, body, version }) => {
    await deleteProfile(control, actor, params.id, { ...body, version })
    return await readProfile(control, actor, params.id)
  },
})

const restoreProfileRoute = defineRoute({
  id: 'restoreProfile',
  method: 'POST',
  url: '/api/v1/profiles/:id/restore',
  access: write,
  tags,
  summary: 'Takes the deleting of a profile back',
  params: id,
  answers: { 200: profile },
  errors: ['HF_NOT_FOUND', 'HF_NAME_TAKEN'],
  handle: async ({ control, actor, params }) => {
    await restoreProfile(control, actor, params.id)
    return await readProfile(control, actor, params.id)
  },
})

const previewRetentionRoute = defineRoute({
  id: 'previewRetention',
  method: 'POST',
  url: '/api/v1/profiles/:id/retention-preview',
  access: { permission: 'profiles:read' },
  tags,
  summary: 'Which snapshots would expire if the profile kept less',
  params: id,
  body: z.strictObject({ retention: retentionSettings }),
  answers: {
    200: z.object({
      snapshots: z.int(),
      people: z.int(),
      oldest: z.date().nullable(),
      newest: z.date().nullable(),
      examples: z.array(
        z.object({
          personId: z.uuid(),
          displayName: z.string(),
          snapshots: z.int(),
          oldest: z.date(),
          newest: z.date(),
        }),
      ),
      expiredAnyway: z.int().describe('By the present settings already.'),
    }),
  },
  errors: ['HF_NOT_FOUND'],
  idempotent: false,
  handle: ({ control, actor, params, body, signal }) =>
    previewRetention(control, actor, params.id, body.retention, { signal }),
})

export const profileRoutes: readonly Route[] = [
  listProfilesRoute,
  readProfileRoute,
  createProfileRoute,
  checkProfileRoute,
  copyProfileRoute,
  changeProfileRoute,
  deleteProfileRoute,
  restoreProfileRoute,
  previewRetentionRoute,
]
