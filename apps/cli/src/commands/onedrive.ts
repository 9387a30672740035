import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { allPeople, findPeople, type Person } from '../remote/find-people.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import { verb, verbGroup } from '../verb.ts'

interface ChoiceOptions {
  readonly all?: boolean
  readonly reason?: string
}

/** People handed over by one request. */
const BATCH = 1_000

export function onedriveCommand(context: CommandContext): Command {
  return verbGroup('onedrive', 'back up, enable, disable or delete the OneDrives of people', [
    backupNow(context),
    action(context, {
      name: 'enable',
      summary: 'switch the backup of a OneDrive on',
      description: 'Backups begin again, and restores are possible.',
      act: (api, people) => api.POST('/api/v1/onedrives/enable', { body: { people } }),
      done: 'enabled',
    }),
    action(context, {
      name: 'disable',
      summary: 'switch backup and restore of a OneDrive off',
      description: 'What was backed up is kept.',
      act: (api, people) => api.POST('/api/v1/onedrives/disable', { body: { people } }),
      done: 'disabled',
    }),
    action(context, {
      name: 'delete',
      summary: 'delete the backup of a OneDrive',
      description:
        'The backup is destroyed when the rollback window is over; until then roll-back takes it back. The next enable starts full.',
      act: (api, people, reason) => api.POST('/api/v1/onedrives/delete', { body: { people, reason } }),
      done: 'deleted',
    }).requiredOption('--reason <text>', 'why, in 10 to 150 characters'),
    action(context, {
      name: 'roll-back',
      summary: 'take the deleting of a backup back',
      description: 'Within the rollback window everything comes back as it was.',
      act: (api, people) => api.POST('/api/v1/onedrives/roll-back', { body: { people } }),
      done: 'rolled back',
    }),
  ])
}

function backupNow(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'backup-now',
      summary: 'back OneDrives up now, besides their schedule',
      description:
        'Queues a backup of each person’s OneDrive. One that waits or runs already is not queued twice.',
      examples: [
        ['onedrive backup-now ada.lindqvist@contoso.com', 'one person’s'],
        ['onedrive backup-now --all', 'everybody’s'],
      ],
    }),
  )
    .argument('[user...]', 'sign-in names, addresses, or names that only one has')
    .option('--all', 'all OneDrives that are enabled')
    .action(
      runRemote<ChoiceOptions>(context, async ({ terminal, options, args }, api) => {
        const people = await chosen(api, args[0] as string[], options)
        const drives = new Map(
          people.flatMap((person) => (person.onedrive ? [[person.onedrive.id, person]] : [])),
        )
        const backups = []
        for (const onedriveIds of batches([...drives.keys()])) {
          const { data } = await api.POST('/api/v1/backups', { body: { onedriveIds } })
          backups.push(...(data?.backups ?? []))
        }
        terminal.printJson({ backups })
        for (const { onedriveId, jobId, isNew } of backups)
          terminal.print(
            `${drives.get(onedriveId)?.principalName}: ${isNew ? 'queued' : 'under way already'} (job ${jobId})`,
          )
        const left = drives.size - backups.length
        if (left > 0)
          terminal.warn(`${left} not queued: their OneDrives are switched off, or they are preserved.`)
        terminal.note('holdfast jobs --watch shows how it goes.')
        return undefined
      }),
    )
}

interface Action {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly done: string
  act(
    api: Parameters<typeof findPeople>[0],
    people: string[],
    reason: string,
  ): Promise<{ data?: { changed: number } }>
}

function action(context: CommandContext, { name, summary, description, act, done }: Action): Command {
  return withServer(
    verb({
      name,
      summary,
      description,
      examples: [[`onedrive ${name} ada.lindqvist@contoso.com`, 'one person’s']],
    }),
  )
    .argument('<user...>', 'sign-in names, addresses, or names that only one has')
    .action(
      runRemote<ChoiceOptions>(context, async ({ terminal, options, args }, api) => {
        const people = await findPeople(api, args[0] as string[])
        let changed = 0
        for (const ids of batches(people.map(({ id }) => id))) {
          const { data } = await act(api, ids, options.reason ?? '')
          changed += data?.changed ?? 0
        }
        terminal.printJson({ changed })
        terminal.print(changed === 0 ? `Already ${done}.` : `${changed} ${done}.`)
        return undefined
      }),
    )
}

async function chosen(
  api: Parameters<typeof findPeople>[0],
  names: readonly string[],
  { all }: ChoiceOptions,
): Promise<Person[]> {
  if ((names.length === 0) === (all !== true)) throw cliErrors.HF_NOBODY_NAMED()
  if (!all) return await findPeople(api, names)
  const people = await Array.fromAsync(allPeople(api, { state: 'active' }))
  return people.filter(({ onedrive }) => onedrive?.state === 'enabled')
}

function* batches(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += BATCH) yield ids.slice(at, at + BATCH)
}
