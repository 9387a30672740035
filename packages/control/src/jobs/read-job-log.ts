import { sql as raw } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { readJob } from './read-jobs.ts'

export interface JobLogEntry
  extends Pick<Row<'jobLog'>, 'number' | 'at' | 'level' | 'code' | 'message' | 'path'> {
  /** There is a path that this reader may not see: `path` is null then. */
  readonly isPrivate: boolean
}

export const LOG_LEVELS = ['info', 'warning', 'error'] as const

export const jobLogFilter = z.strictObject({
  /** Only entries of these levels. */
  levels: z.array(z.enum(LOG_LEVELS)).max(LOG_LEVELS.length).optional(),
  /** Only entries that hold this text, in any case: in the message, the code, or a path that may be seen. */
  search: z.string().min(1).max(200).optional(),
  /** Number of the last entry of the page before. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(1_000),
})

/**
 * The log of a job from an entry on. Names of files are null for whoever may not see the person's data, and no search finds
 * an entry by one of them. Raises HF_NOT_FOUND.
 */
export async function readJobLog(
  control: Control,
  actor: Actor,
  id: string,
  options: z.input<typeof jobLogFilter> & { readonly showPaths: boolean },
): Promise<JobLogEntry[]> {
  await readJob(control, actor, id)
  const { showPaths, ...filter } = options
  const { levels, search, after, limit } = parseInput(jobLogFilter, filter)
  let query = control.sql
    .selectFrom('jobLog')
    .select(['number', 'at', 'level', 'code', 'message', 'path'])
    .where('jobId', '=', id)
    .where('number', '>', after)
  if (levels !== undefined)
    query = query.where(({ eb, or }) => or(levels.map((level) => eb('level', '=', level))))
  if (search !== undefined) {
    const seen = showPaths ? raw`coalesce(path, '')` : raw`''`
    query = query.where(
      raw<boolean>`position(lower(${search}) in lower(concat_ws(' ', code, message, ${seen}))) > 0`,
    )
  }
  const entries = await query.orderBy('number').limit(limit).execute()
  return entries.map((entry) => {
    const isPrivate = entry.path !== null && !showPaths
    return { ...entry, path: isPrivate ? null : entry.path, isPrivate }
  })
}
