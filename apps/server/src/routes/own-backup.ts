import { exclusionLists, FREQUENCIES, listOwnActivity, readOwnBackup } from '@holdfast/control'
import { z } from 'zod'
import { page, pageQuery, readCursor, writeCursor } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { defineRoute, type Route } from '../route/define-route.ts'
import { person } from './people.ts'

const tags = ['access'] as const

const ownBackup = component(
  'OwnBackup',
  z.object({
    person,
    isBackedUp: z
      .boolean()
      .describe('Whether backups are made: by the profile, and by the state of person and OneDrive.'),
    nextBackupAt: z.date().nullable().describe('Null while none is planned.'),
    frequency: z.enum(Object.keys(FREQUENCIES) as [keyof typeof FREQUENCIES]),
    selfService: z.object({
      signIn: z.boolean(),
      restore: z.boolean(),
      download: z.boolean(),
      backupNow: z.boolean(),
    }),
    exclusions: z
      .object({ organisation: exclusionLists, profile: exclusionLists })
      .describe('What is left out for everybody, and for people of the profile.'),
    leftOut: z
      .object({
        excludedFiles: z.int().describe('By the lists of exclusions.'),
        failedFiles: z.int().describe('That could not be read, and are tried again.'),
        bytes: z.int(),
      })
      .nullable()
      .describe('Files that the newest backup does not have; null while there is none.'),
  }),
)

const facts = z.record(z.string(), z.unknown())

const ownActivity = component(
  'OwnActivity',
  z.object({
    number: z.int(),
    at: z.date(),
    action: z.string(),
    actor: z.object({ name: z.string(), role: z.string().nullable(), isOneself: z.boolean() }),
    reason: z.string().nullable(),
    details: facts,
    privateDetails: facts.nullable().describe('Names of files and folders.'),
  }),
)

const readOwnBackupRoute = defineRoute({
  id: 'readOwnBackup',
  method: 'GET',
  url: '/api/v1/me/backup',
  access: { permission: 'own:read' },
  tags,
  summary: 'The backup of one’s own OneDrive: how it stands, when the next one is, what is left out',
  answers: { 200: ownBackup },
  errors: ['HF_NOT_FOUND'],
  handle: ({ control, actor }) => readOwnBackup(control, actor),
})

const listOwnActivityRoute = defineRoute({
  id: 'listOwnActivity',
  method: 'GET',
  url: '/api/v1/me/activity',
  access: { permission: 'own:read' },
  tags,
  summary: 'What was done with one’s own backup, and by whom, newest first',
  query: pageQuery({}),
  answers: { 200: page(ownActivity) },
  handle: async ({ control, actor, query: { cursor, limit } }) => {
    const [before] = cursor === undefined ? [] : readCursor(z.tuple([z.int().min(1)]), cursor)
    const { entries, next } = await listOwnActivity(control, actor, { limit, before })
    return { items: entries, nextCursor: next === null ? null : writeCursor([next]) }
  },
})

export const ownBackupRoutes: readonly Route[] = [readOwnBackupRoute, listOwnActivityRoute]
