import { listProfiles, profileSettings, readProfile } from '@holdfast/control'
import { z } from 'zod'
import { page, pageOf, pageQuery } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { defineRoute } from '../route/define-route.ts'

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

export const listProfilesRoute = defineRoute({
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

export const readProfileRoute = defineRoute({
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
