import { type JobView, systemActor, watchJobs } from '@holdfast/control'
import type { Holdfast } from '@holdfast/server'
import type { Run } from '../command-context.ts'
import { jobState, jobSummary, jobTime } from '../show-job.ts'

/**
 * Shows each job of a server as it ends, until every OneDrive was backed up or tried once. Resolves then: false when any
 * job failed; files that cannot be backed up fail none.
 */
export async function followFirstBackups(run: Run<object>, { control }: Holdfast): Promise<boolean> {
  const { terminal, clock, signal } = run
  const ended = new AbortController()
  const since = new Date(clock.now())
  const watched = AbortSignal.any([signal, ended.signal])
  let healthy = true
  // By an earlier start: until the next slot no job may end.
  if (await areBackedUp(control)) ended.abort()
  for await (const job of watchJobs(control, systemActor('command line'), {}, { since, signal: watched })) {
    if (job.endedAt === null) continue
    if (job.state === 'failed') healthy = false
    terminal.print(lineOf(run, job))
    // Jobs that ended at the same time are shown before the last word.
    if (job.kind === 'backup' && (await withoutBackup(control)) === 0) ended.abort()
  }
  signal.throwIfAborted()
  terminal.print(healthy ? 'Every OneDrive is backed up.' : 'Every OneDrive was backed up or tried.')
  return healthy
}

function lineOf({ terminal, clock }: Run<object>, job: JobView): string {
  const whose = job.person?.principalName ?? ''
  const summary = jobSummary(terminal, job)
  return `${[job.kind, whose].filter(Boolean).join(' ')}: ${jobState(job)} in ${jobTime(job, clock.now())}${summary && `, ${summary}`}`
}

/** Whether there are OneDrives, and the last backup of each went well. */
async function areBackedUp(control: Holdfast['control']): Promise<boolean> {
  const { all, failed } = await control.sql
    .selectFrom('onedrive')
    .select((row) => [
      row.fn.countAll<number>().as('all'),
      row.fn.countAll<number>().filterWhere('lastStatus', '=', 'failed').as('failed'),
    ])
    .executeTakeFirstOrThrow()
  return all > 0 && failed === 0 && (await withoutBackup(control)) === 0
}

/** OneDrives that are to be backed up, and whose first backup was not tried yet or is under way. */
async function withoutBackup({ sql }: Holdfast['control']): Promise<number> {
  const { n } = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where(({ eb, ref }) => eb(ref('profile.settings', '->').key('backup').key('enabled'), '=', true))
    .where('onedrive.state', '=', 'enabled')
    .where('person.state', '=', 'active')
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('onedrive.lastAttemptAt', 'is', null),
        exists(
          selectFrom('job')
            .select('job.id')
            .whereRef('job.onedriveId', '=', 'onedrive.id')
            .where('job.kind', '=', 'backup')
            .where('job.state', 'in', ['queued', 'running']),
        ),
      ]),
    )
    .executeTakeFirstOrThrow()
  return n
}
