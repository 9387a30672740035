import { type JobView, systemActor, watchJobs } from '@holdfast/control'
import type { Holdfast } from '@holdfast/server'
import type { Run } from '../command-context.ts'
import { jobState, jobSummary, jobTime } from '../show-job.ts'

/**
 * Shows each job of a server as it ends, until every OneDrive was backed up or tried once. Resolves then: false when any
 * of them failed.
 */
export async function followFirstBackups(run: Run<object>, { control }: Holdfast): Promise<boolean> {
  const { terminal, clock, signal } = run
  const ended = new AbortController()
  const since = new Date(clock.now())
  const watched = AbortSignal.any([signal, ended.signal])
  let healthy = true
  for await (const job of watchJobs(control, systemActor('command line'), {}, { since, signal: watched })) {
    if (job.endedAt === null) continue
    if (job.state !== 'succeeded') healthy = false
    terminal.print(lineOf(run, job))
    const left = await withoutBackup(control)
    if (job.kind === 'backup' && left === 0 && !ended.signal.aborted) {
      terminal.print(healthy ? 'Every OneDrive is backed up.' : 'Every OneDrive was backed up or tried.')
      ended.abort()
    }
  }
  signal.throwIfAborted()
  return healthy
}

function lineOf({ terminal, clock }: Run<object>, job: JobView): string {
  const whose = job.person?.principalName ?? ''
  const summary = jobSummary(terminal, job)
  return `${[job.kind, whose].filter(Boolean).join(' ')}: ${jobState(job)} in ${jobTime(job, clock.now())}${summary && `, ${summary}`}`
}

/** OneDrives that are to be backed up, and whose first backup was not even tried. */
async function withoutBackup({ sql }: Holdfast['control']): Promise<number> {
  const { n } = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('onedrive.state', '=', 'enabled')
    .where('person.state', '=', 'active')
    .where('onedrive.lastStatus', '=', 'never')
    .executeTakeFirstOrThrow()
  return n
}
