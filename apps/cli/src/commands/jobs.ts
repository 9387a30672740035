import type { components } from '@holdfast/api-client'
import { type ApiClient, eventsOf } from '@holdfast/api-client'
import { type Command, Option } from 'commander'
import type { CommandContext, Run } from '../command-context.ts'
import { wholeNumber } from '../option-parsers.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import { jobState, jobSummary, jobTime } from '../show-job.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb, verbGroup } from '../verb.ts'

type Job = components['schemas']['Job']

interface ListOptions {
  readonly watch?: boolean
  readonly state?: Job['state']
  readonly kind?: Job['kind']
  readonly limit: number
}

export function jobsCommand(context: CommandContext): Command {
  return verbGroup('jobs', 'see what a server does, watch it, cancel it', [
    list(context),
    log(context),
    cancel(context),
  ])
}

function list(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'list',
      summary: 'list the newest jobs (what “jobs” alone does)',
      description:
        'Lists jobs, newest first; with --watch each job again whenever something about it changes, until Ctrl-C.',
      examples: [
        ['jobs --watch', 'what goes on now'],
        ['jobs --state failed', 'what went wrong'],
      ],
    }),
  )
    .option('-w, --watch', 'go on with what changes, until Ctrl-C')
    .addOption(
      new Option('--state <state>', 'only these').choices([
        'queued',
        'running',
        'succeeded',
        'errors',
        'failed',
        'cancelled',
      ]),
    )
    .addOption(
      new Option('--kind <kind>', 'only these').choices([
        'backup',
        'restore',
        'retention',
        'check',
        'directory-sync',
        'destroy-vault',
      ]),
    )
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .action(
      runRemote<ListOptions>(context, async (run, api) => {
        const { terminal, options } = run
        const { state, kind, limit } = options
        const query = { limit, ...(state && { state }), ...(kind && { kind }) }
        const { data } = await api.GET('/api/v1/jobs', { params: { query } })
        const jobs = data?.items ?? []
        if (!options.watch) terminal.printJson({ jobs })
        if (!options.watch && jobs.length === 0) terminal.print('No jobs.')
        // Watching, the newest comes last, and what changes comes below it.
        printJobs(run, options.watch ? jobs.toReversed() : jobs)
        if (options.watch) await watch(run, api, kind)
        return undefined
      }),
    )
}

function printJobs({ terminal, clock }: Run<object>, jobs: readonly Job[]): void {
  if (jobs.length === 0) return
  terminal.printTable(
    [
      { title: 'Begun' },
      { title: 'Kind' },
      { title: 'Person', shrink: 'end' },
      { title: 'State' },
      { title: 'Time', align: 'right' },
      { title: 'Result', shrink: 'end' },
    ],
    jobs.map((job) => [
      terminal.time(job.startedAt ?? job.createdAt),
      job.kind,
      job.person?.principalName ?? '',
      jobState(job),
      jobTime(job, clock.now()),
      jobSummary(terminal, job),
    ]),
  )
}

/** Each change of a job as a line; comes back by itself when the connection breaks. */
async function watch(run: Run<ListOptions>, api: ApiClient, kind: Job['kind'] | undefined): Promise<void> {
  const { terminal, clock, signal } = run
  let lastId: string | undefined
  let shown = new Map<string, string>()
  while (!signal.aborted) {
    try {
      const { data } = await api.GET('/api/v1/jobs/events', {
        params: { query: kind ? { kind } : {} },
        headers: lastId === undefined ? {} : { 'last-event-id': lastId },
        parseAs: 'stream',
        signal,
      })
      for await (const { id, data: text } of eventsOf(data as unknown as ReadableStream<Uint8Array>)) {
        lastId = id
        const job = JSON.parse(text) as Job
        terminal.printJson(job)
        const line = changeLine(terminal, job, clock.now())
        if (shown.get(job.id) !== line) terminal.print(`${terminal.time(job.updatedAt)}  ${line}`)
        shown.set(job.id, line)
        if (shown.size > 10_000) shown = new Map([[job.id, line]])
      }
    } catch (error) {
      if (signal.aborted) return
      if ((error as { code?: string }).code !== 'HF_SERVER_UNREACHABLE' && lastId === undefined) throw error
      terminal.note('The connection to the server is lost; trying again.')
    }
    await clock.sleep(2_000, signal).catch(() => {})
  }
}

function changeLine(terminal: Terminal, job: Job, now: number): string {
  const summary = jobSummary(terminal, job)
  const time = job.endedAt === null ? '' : ` in ${jobTime(job, now)}`
  const whose = job.person ? ` ${job.person.principalName}` : ''
  return `${job.kind}${whose}: ${jobState(job)}${time}${summary && `, ${summary}`}`
}

function log(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'log',
      summary: 'show the log of a job',
      description: 'Shows what a job told, with the files it is about as far as you may see their names.',
      examples: [['jobs log 6c4a9c0e-0d0a-4d1e-9a37-0d4c8f0f4d11', 'by the job’s id']],
    }),
  )
    .argument('<id>', 'id of the job')
    .action(
      runRemote(context, async ({ terminal, args }, api) => {
        const path = { id: String(args[0]) }
        const entries: components['schemas']['JobLogEntry'][] = []
        for (;;) {
          const after = entries.at(-1)?.number ?? 0
          const { data } = await api.GET('/api/v1/jobs/{id}/log', { params: { path, query: { after } } })
          if (!data || data.entries.length === 0) break
          entries.push(...data.entries)
        }
        terminal.printJson({ entries })
        if (entries.length === 0) terminal.print('Nothing was logged.')
        for (const { at, level, message, path: file } of entries)
          terminal.print(`${terminal.time(at)}  ${level.padEnd(7)}  ${file ? `${file}: ` : ''}${message}`)
        return undefined
      }),
    )
}

function cancel(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'cancel',
      summary: 'cancel a job',
      description:
        'A job that waits ends at once, one that runs within seconds. What a backup has fetched is kept.',
      examples: [['jobs cancel 6c4a9c0e-0d0a-4d1e-9a37-0d4c8f0f4d11', 'by the job’s id']],
    }),
  )
    .argument('<id>', 'id of the job')
    .action(
      runRemote(context, async ({ terminal, args }, api) => {
        const { data } = await api.POST('/api/v1/jobs/{id}/cancel', {
          params: { path: { id: String(args[0]) } },
        })
        terminal.printJson(data)
        terminal.print(data?.state === 'cancelled' ? 'Cancelled.' : 'It will end within seconds.')
        return undefined
      }),
    )
}
