import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { JobState } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { instant, isStorable, moment } from '../instant.ts'
import { parseInput } from '../parse-input.ts'
import { hintFor } from './job-hint.ts'
import { JOB_KINDS } from './job-kinds.ts'
import { requesterNames } from './requester-names.ts'

/** A job as it is shown. */
export interface JobView {
  readonly id: string
  readonly kind: string
  readonly state: JobState
  readonly person: { readonly id: string; readonly name: string; readonly principalName: string } | null
  readonly onedriveId: string | null
  readonly slotAt: Date | null
  readonly requestedBy: string
  /** Name of that account, for whoever administers; null for a part of Holdfast, and where nobody knows it any more. */
  readonly requesterName: string | null
  /** What was asked for, without the names of files. */
  readonly request: object
  readonly progress: object | null
  readonly result: object | null
  /** Why it failed; the hint says what to do, and is null for what no catalogue knows. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null } | null
  readonly attempt: number
  readonly cancelRequested: boolean
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly updatedAt: Date
}

export const jobFilter = z.strictObject({
  kind: z.enum(JOB_KINDS).optional(),
  state: z.enum(['queued', 'running', 'succeeded', 'errors', 'failed', 'cancelled']).optional(),
  onedriveId: z.uuid().optional(),
  personId: z.uuid().optional(),
  /** First instant of the period in which it was asked for. */
  from: instant.optional(),
  /** First instant after that period. */
  to: instant.optional(),
  /** Only what changed after this moment: for whoever watches. */
  changedAfter: moment.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  /** Where the page before ended. */
  cursor: z.string().max(200).optional(),
})

export type JobFilter = z.input<typeof jobFilter>

export interface JobPage {
  readonly jobs: readonly JobView[]
  readonly nextCursor?: string
}

/** The newest jobs first; of people that the actor may know of. Jobs of no person are for those not limited to profiles. */
export async function listJobs(control: Control, actor: Actor, filter: JobFilter = {}): Promise<JobPage> {
  requirePermission(actor, actor.role === 'person' ? 'own:read' : 'jobs:read')
  const { kind, state, onedriveId, personId, from, to, changedAfter, limit, cursor } = parseInput(
    jobFilter,
    filter,
  )
  let query = visibleJobs(control, actor)
  if (kind !== undefined) query = query.where('job.kind', '=', kind)
  if (state !== undefined) query = query.where('job.state', '=', state)
  if (onedriveId !== undefined) query = query.where('job.onedriveId', '=', onedriveId)
  if (personId !== undefined) query = query.where('job.personId', '=', personId)
  if (from !== undefined) query = query.where('job.createdAt', '>=', new Date(from))
  if (to !== undefined) query = query.where('job.createdAt', '<', new Date(to))
  if (changedAfter !== undefined) query = query.where('job.updatedAt', '>', changedAfter)
  if (cursor !== undefined) {
    const [at, id] = decodeCursor(cursor)
    query = query.where(raw<boolean>`(job.created_at, job.id) < (${at}, ${id})`)
  }
  const rows = await query
    .orderBy('job.createdAt', 'desc')
    .orderBy('job.id', 'desc')
    .limit(limit + 1)
    .execute()
  const jobs = await toViews(control, actor, rows.slice(0, limit))
  const last = jobs.at(-1)
  return { jobs, ...(rows.length > limit && last && { nextCursor: encodeCursor(last) }) }
}

/** Raises HF_NOT_FOUND. */
export async function readJob(control: Control, actor: Actor, id: string): Promise<JobView> {
  const row = await visibleJobs(control, actor).where('job.id', '=', id).executeTakeFirst()
  const [view] = row ? await toViews(control, actor, [row]) : []
  if (!view) throw controlErrors.HF_NOT_FOUND({ what: 'job', id })
  return view
}

function visibleJobs({ sql }: Control, actor: Actor) {
  const whole = actor.kind === 'system' || (actor.role !== 'person' && actor.profiles === undefined)
  return sql
    .selectFrom('job')
    .leftJoin('person', 'person.id', 'job.personId')
    .select([
      'job.id',
      'job.kind',
      'job.state',
      'job.onedriveId',
      'job.personId',
      'job.slotAt',
      'job.requestedBy',
      'job.request',
      'job.progress',
      'job.result',
      'job.errorCode',
      'job.error',
      'job.attempt',
      'job.cancelRequestedAt',
      'job.createdAt',
      'job.startedAt',
      'job.endedAt',
      'job.updatedAt',
      'person.displayName',
      'person.principalName',
    ])
    .$if(!whole, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('person')
            .select('person.id')
            .whereRef('person.id', '=', 'job.personId')
            .where(visiblePeople(actor)),
        ),
      ),
    )
}

type JobRow = Awaited<ReturnType<ReturnType<typeof visibleJobs>['executeTakeFirstOrThrow']>>

async function toViews(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
  rows: readonly JobRow[],
): Promise<JobView[]> {
  const names = await requesterNames(
    sql,
    actor,
    rows.map(({ requestedBy }) => requestedBy),
  )
  return rows.map((row) => toView(row, names.get(row.requestedBy) ?? null))
}

function toView(row: JobRow, requesterName: string | null): JobView {
  const { personId, displayName, principalName, errorCode, error, cancelRequestedAt, ...rest } = row
  return {
    ...rest,
    requesterName,
    request: withoutNames(rest.request),
    person:
      personId !== null && displayName !== null && principalName !== null
        ? { id: personId, name: displayName, principalName }
        : null,
    error: errorCode === null ? null : { code: errorCode, message: error ?? '', hint: hintFor(errorCode) },
    cancelRequested: cancelRequestedAt !== null,
  }
}

/** Paths, folders, and who asked with which rights stay out: not everybody who sees the job may see those. */
function withoutNames(request: object): object {
  const { snapshot, target, conflict, dryRun } = request as Readonly<Record<string, unknown>>
  const { kind, personId } = (target ?? {}) as Readonly<Record<string, unknown>>
  return {
    ...(snapshot !== undefined && { snapshot }),
    ...(kind !== undefined && { target: { kind, ...(personId !== undefined && { personId }) } }),
    ...(conflict !== undefined && { conflict }),
    ...(dryRun !== undefined && { dryRun }),
  }
}

function encodeCursor({ createdAt, id }: JobView): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url')
}

function decodeCursor(cursor: string): readonly [at: Date, id: string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!isStorable(new Date(at)) || !z.uuid().safeParse(id).success)
    throw controlErrors.HF_INVALID({ reason: 'the cursor is not one of ours' })
  return [new Date(at), id]
}
