import { requestRestore, restoreRequest } from '@holdfast/control'
import { z } from 'zod'
import { defineRoute } from '../route/define-route.ts'

export const requestRestoreRoute = defineRoute({
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
