import {
  cancelJob,
  JOB_KINDS,
  JOB_STATES,
  jobFilter,
  jobLogFilter,
  LOG_LEVELS,
  listJobs,
  namesShown,
  readJob,
  readJobLog,
  repeatJob,
  requestBackups,
  requestDirectorySync,
  watchJobs,
} from '@holdfast/control'
import { z } from 'zod'
import { page, pageQuery } from '../http/paging.ts'
import { type ServerSentEvent, serverSentEvents } from '../http/server-sent-events.ts'
import { several } from '../http/several.ts'
import { component } from '../openapi/components.ts'
import { Answer, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const facts = z.record(z.string(), z.unknown())

const job = component(
  'Job',
  z.object({
    id: z.uuid(),
    kind: z.enum(JOB_KINDS),
    state: z.enum(JOB_STATES),
    person: z.object({ id: z.uuid(), name: z.string(), principalName: z.string() }).nullable(),
    onedriveId: z.uuid().nullable(),
    slotAt: z
      .date()
      .nullable()
      .describe('The place in the schedule that it fills; null when it was asked for.'),
    requestedBy: z.string().describe('Account, or part of Holdfast.'),
    requesterName: z
      .string()
      .nullable()
      .describe('Of that account; null for a part of Holdfast, and for an account that is gone.'),
    request: facts.describe('What was asked for, without names of files.'),
    progress: facts.nullable().describe('While it runs.'),
    result: facts.nullable().describe('What came of it. Names of files stand in the log alone.'),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        hint: z.string().nullable().describe('What to do about it, where that is known.'),
      })
      .nullable(),
    attempt: z.int().describe('How often it was begun.'),
    cancelRequested: z.boolean(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    updatedAt: z.date(),
  }),
)

const logEntry = component(
  'JobLogEntry',
  z.object({
    number: z.int(),
    at: z.date(),
    level: z.enum(LOG_LEVELS),
    code: z.string().nullable(),
    message: z.string(),
    path: z.string().nullable().describe('The file it is about; null also where you may not see its name.'),
    isPrivate: z.boolean().describe('There is a path that you may not see.'),
  }),
)

const queued = component(
  'QueuedBackup',
  z.object({
    onedriveId: z.uuid(),
    jobId: z.uuid(),
    isNew: z.boolean().describe('False when it is queued or running already.'),
  }),
)

const { limit: _, cursor: __, changedAfter, ...filters } = jobFilter.shape
const id = z.object({ id: z.uuid() })
const read = { anyOf: ['jobs:read', 'own:read'] } as const

const listJobsRoute = defineRoute({
  id: 'listJobs',
  method: 'GET',
  url: '/api/v1/jobs',
  access: read,
  tags: ['jobs'],
  summary: 'Jobs, newest first',
  query: pageQuery({ ...filters, changedAfter }),
  answers: { 200: page(job) },
  handle: async ({ control, actor, query }) => {
    const { jobs, nextCursor = null } = await listJobs(control, actor, query)
    return { items: jobs.map(asAnswer), nextCursor }
  },
})

const watchJobsRoute = defineRoute({
  id: 'watchJobs',
  method: 'GET',
  url: '/api/v1/jobs/events',
  access: read,
  tags: ['jobs'],
  summary: 'Jobs as they change, as server-sent events',
  description:
    'Begins with the jobs that wait or run. Each event `job` holds a job as it is then; its id is what to come back with as Last-Event-ID.',
  query: z.strictObject({ kind: filters.kind, onedriveId: filters.onedriveId }),
  answers: { 200: text('Events `job`.', 'text/event-stream') },
  errors: ['HF_TOO_MANY_STREAMS'],
  handle: async (context) => {
    const { control, actor, query, request } = context
    const since = momentOf(request.headers['last-event-id'])
    return serverSentEvents(context, async function* (signal): AsyncGenerator<ServerSentEvent> {
      for await (const data of watchJobs(control, actor, query, { signal, ...(since && { since }) })) {
        yield { event: 'job', id: data.updatedAt.getTime(), data }
      }
    })
  },
})

const readJobRoute = defineRoute({
  id: 'readJob',
  method: 'GET',
  url: '/api/v1/jobs/:id',
  access: read,
  tags: ['jobs'],
  summary: 'A job',
  params: id,
  answers: { 200: job },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => asAnswer(await readJob(control, actor, params.id)),
})

const readJobLogRoute = defineRoute({
  id: 'readJobLog',
  method: 'GET',
  url: '/api/v1/jobs/:id/log',
  access: read,
  tags: ['jobs'],
  summary: 'The log of a job, oldest entry first',
  params: id,
  query: z.strictObject({
    after: z.coerce
      .number()
      .int()
      .min(0)
      .max(1e9)
      .default(0)
      .describe('Number of the last entry that you have.'),
    limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
    levels: several(z.enum(LOG_LEVELS)),
    search: jobLogFilter.shape.search.describe('Text in the message, the code, or a path that you may see.'),
  }),
  answers: { 200: z.object({ entries: z.array(logEntry) }) },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params, query }) => {
    const { person } = await readJob(control, actor, params.id)
    const shown = await namesShown(control.sql, actor, [person?.id])
    return {
      entries: await readJobLog(control, actor, params.id, { ...query, showPaths: shown.has(person?.id) }),
    }
  },
})

const cancelJobRoute = defineRoute({
  id: 'cancelJob',
  method: 'POST',
  url: '/api/v1/jobs/:id/cancel',
  access: { anyOf: ['jobs:cancel', 'own:backup'] },
  tags: ['jobs'],
  summary: 'Cancels a job: at once while it waits, within seconds while it runs',
  params: id,
  answers: { 200: job },
  errors: ['HF_NOT_FOUND', 'HF_JOB_ENDED', 'HF_JOB_NOT_OWN'],
  handle: async ({ control, services, actor, params }) =>
    asAnswer(await cancelJob(control, services.queue, actor, params.id)),
})

const repeatJobRoute = defineRoute({
  id: 'repeatJob',
  method: 'POST',
  url: '/api/v1/jobs/:id/repeat',
  access: { anyOf: ['backups:run', 'data:restore', 'organisation:write', 'own:backup', 'own:restore'] },
  tags: ['jobs'],
  summary: 'Asks for the same once more: a backup, a restore, a synchronisation',
  description:
    'In the name and with the rights of whoever asks now. Where such a job waits or runs already, the answer names that one.',
  params: id,
  answers: { 202: z.object({ jobId: z.uuid() }) },
  errors: [
    'HF_NOT_FOUND',
    'HF_JOB_NOT_REPEATED',
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
  handle: async ({ control, services, actor, params }) => {
    const { jobId } = await repeatJob(control, services.queue, actor, params.id, {
      directory: services.restoreDirectory,
    })
    return new Answer(202, { jobId })
  },
})

const requestBackupsRoute = defineRoute({
  id: 'requestBackups',
  method: 'POST',
  url: '/api/v1/backups',
  access: { anyOf: ['backups:run', 'own:backup'] },
  tags: ['jobs'],
  summary: 'Backup Now, for one OneDrive or many',
  description: 'OneDrives that are switched off, or whose people are preserved, are left out of the answer.',
  body: z.strictObject({ onedriveIds: z.array(z.uuid()).min(1).max(1_000) }),
  answers: { 202: z.object({ backups: z.array(queued) }) },
  errors: ['HF_NOT_FOUND', 'HF_SELF_SERVICE_OFF'],
  handle: async ({ control, services, actor, body }) => {
    const ids = [...new Set(body.onedriveIds)]
    return { backups: await requestBackups(control, services.queue, actor, ids) }
  },
})

const requestDirectorySyncRoute = defineRoute({
  id: 'requestDirectorySync',
  method: 'POST',
  url: '/api/v1/directory/sync',
  access: { permission: 'organisation:write' },
  tags: ['people'],
  summary: 'Brings people up to date with Microsoft 365 now',
  answers: { 202: z.object({ jobId: z.uuid(), isNew: z.boolean() }) },
  handle: async ({ control, services, actor }) =>
    new Answer(202, await requestDirectorySync(control, services.queue, actor)),
})

export const jobRoutes: readonly Route[] = [
  listJobsRoute,
  watchJobsRoute,
  readJobRoute,
  readJobLogRoute,
  cancelJobRoute,
  repeatJobRoute,
  requestBackupsRoute,
  requestDirectorySyncRoute,
]

type JobView = Awaited<ReturnType<typeof readJob>>

/** Results were written by the job itself, as JSON. */
function asAnswer(view: JobView) {
  return {
    ...view,
    kind: view.kind as (typeof JOB_KINDS)[number],
    request: view.request as Record<string, unknown>,
    progress: view.progress as Record<string, unknown> | null,
    result: view.result as Record<string, unknown> | null,
  }
}

function momentOf(id: string | string[] | undefined): Date | undefined {
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? changedAfter.safeParse(Number(id)).data : undefined
}
