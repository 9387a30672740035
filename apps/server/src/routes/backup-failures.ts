import { backupFailures, FAILURE_SCOPES } from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { defineRoute } from '../route/define-route.ts'

export const backupFailuresRoute = defineRoute({
  id: 'listBackupFailures',
  method: 'GET',
  url: '/api/v1/overview/failures',
  access: { permission: 'jobs:read' },
  tags: ['governance'],
  summary: 'Why last backups failed, by reason, those that concern most people first',
  answers: {
    200: z.object({
      failures: z.array(
        component(
          'BackupFailure',
          z.object({
            scope: z
              .enum(FAILURE_SCOPES)
              .describe('`backup`: nothing was backed up; `files`: some files are older or missing.'),
            code: z.string(),
            message: z.string().describe('As it was said last.'),
            hint: z.string().nullable(),
            people: z.int(),
            files: z.int().nullable().describe('null where it is the whole backup.'),
            lastAt: z.date().nullable(),
          }),
        ),
      ),
    }),
  },
  handle: async ({ control, actor }) => ({ failures: [...(await backupFailures(control, actor))] }),
})
