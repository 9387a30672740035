import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { type JobFilter, type JobView, listJobs } from './read-jobs.ts'

/** Milliseconds between two looks. */
const INTERVAL = 1_000
/** A row can become visible later than its time says, when its transaction took long: looked at again for so long. */
const OVERLAP = 10_000
const PAGE = 1_000

/**
 * Jobs as they change, each time one does, until the signal ends it. Begins with those that are open, or with those that
 * changed after `since` for whoever comes back. A job that changes several times in a second comes once, as it is then.
 */
export async function* watchJobs(
  control: Control,
  actor: Actor,
  filter: Pick<JobFilter, 'kind' | 'onedriveId'>,
  { since, signal }: { readonly since?: Date; readonly signal: AbortSignal },
): AsyncGenerator<JobView> {
  const told = new Map<string, number>()
  if (since === undefined) {
    // What ended a moment ago is no news.
    const recent = await changedSince(control, actor, filter, new Date(control.clock.now() - OVERLAP))
    for (const { id, updatedAt } of recent) told.set(id, updatedAt.getTime())
    for (const state of ['running', 'queued'] as const) {
      const { jobs } = await listJobs(control, actor, { ...filter, state, limit: PAGE })
      for (const job of jobs) {
        told.set(job.id, job.updatedAt.getTime())
        yield job
      }
    }
  }
  let from = (since?.getTime() ?? control.clock.now()) - OVERLAP
  while (!signal.aborted) {
    const begun = control.clock.now()
    for (const job of await changedSince(control, actor, filter, new Date(from))) {
      const at = job.updatedAt.getTime()
      if (told.get(job.id) === at) continue
      told.set(job.id, at)
      yield job
    }
    from = begun - OVERLAP
    for (const [id, at] of told) if (at < from) told.delete(id)
    await control.clock.sleep(INTERVAL, signal).catch(() => {})
  }
}

/** The oldest change first. */
async function changedSince(
  control: Control,
  actor: Actor,
  filter: Pick<JobFilter, 'kind' | 'onedriveId'>,
  changedAfter: Date,
): Promise<JobView[]> {
  const changed: JobView[] = []
  let cursor: string | undefined
  do {
    const page = await listJobs(control, actor, {
      ...filter,
      changedAfter,
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    changed.push(...page.jobs)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return changed.sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
}
