import { RESTORE_TARGETS, requestRestore, restoreRequest, restoreTargets } from '@holdfast/control'
import { z } from 'zod'
import { defineRoute, type Route } from '../route/define-route.ts'

const requestRestoreRoute = defineRoute({
  id: 'requestRestore',
  method: 'POST',
  url: '/api/v1/restores',
  access: { anyOf: ['data:restore', 'own:restore'] },
  tags: ['snapshots'],
  summary: 'Restores from a snapshot, as a job',
  description:
    'Into the person’s OneDrive, another one, or a folder of the server. With `dryRun` the job’s result says what would happen: files, bytes, conflicts, request units. A restore that is asked for again finishes what was begun: what is there already is left alone.',
  body: restoreRequest,
  answers: { 202: z.object({ jobId: z.uuid() }) },
  errors: [
    'HF_NOT_FOUND',
    'HF_NO_BACKUP',
    'HF_PRIVACY_BLOCKED',
    'HF_SELF_SERVICE_OFF',
    'HF_PERSON_DELETED',
    'HF_PERSON_PRESERVED',
    'HF_ONEDRIVE_DELETED',
    'HF_ONEDRIVE_DISABLED',
    'HF_RESTORE_TARGET',
    'HF_RESTORE_DIRECTORY_OFF',
  ],
  handle: ({ control, services, actor, body }) =>
    requestRestore(control, services.queue, actor, body, { directory: services.restoreDirectory }),
})

const restoreTargetsRoute = defineRoute({
  id: 'listRestoreTargets',
  method: 'GET',
  url: '/api/v1/people/:id/restore-targets',
  access: { anyOf: ['data:read', 'own:read'] },
  tags: ['snapshots'],
  summary: 'Where you may restore a person’s data to, and what stands in the way',
  params: z.object({ id: z.uuid() }),
  answers: {
    200: z.object({
      targets: z.array(
        z.object({
          kind: z.enum(RESTORE_TARGETS),
          refusal: z
            .object({ code: z.string(), message: z.string(), hint: z.string() })
            .nullable()
            .describe('Null where nothing stands in the way.'),
        }),
      ),
    }),
  },
  errors: [
    'HF_NOT_FOUND',
    'HF_PRIVACY_BLOCKED',
    'HF_SELF_SERVICE_OFF',
    'HF_PERSON_DELETED',
    'HF_PERSON_PRESERVED',
    'HF_ONEDRIVE_DELETED',
  ],
  handle: async ({ control, services, actor, params }) => ({
    targets: await restoreTargets(control, actor, params.id, { directory: services.restoreDirectory }),
  }),
})

export const restoreRoutes: readonly Route[] = [requestRestoreRoute, restoreTargetsRoute]
