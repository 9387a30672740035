import { repairVault, type VaultRepair } from '@holdfast/engine'
import { acquireLock, type DamagedFiles, renewConfig } from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import {
  type ConnectionOptions,
  isConnectionNamed,
  openClient,
  withConnection,
} from '../connection-options.ts'
import {
  openRepository,
  type RepositoryOptions,
  readPassword,
  repositoryPath,
  storageAt,
  withRepository,
} from '../repository-options.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb } from '../verb.ts'

interface RepairVerbOptions extends RepositoryOptions, ConnectionOptions {
  readonly dryRun?: boolean
  readonly forgetDamaged?: boolean
  readonly newConfig?: boolean
}

const PHASES = {
  read: ['Reading packs', 'pack'],
  rescue: ['Rescuing', 'pack'],
  rebuild: ['Building directories', 'snapshot'],
  fetch: ['Fetching', 'file'],
} as const

/** Losses that are listed for people; --json has all. */
const SHOWN = 50

export function repairCommand(context: CommandContext): Command {
  return withConnection(
    withRepository(
      verb({
        name: 'repair',
        summary: 'put a damaged repository in order',
        description:
          'Reads everything, writes a new index of what is there, rescues what can be read of damaged packs, and builds lost ' +
          'directories again from the item table. With a connection to Microsoft 365, lost content of files that are unchanged ' +
          'in the drive is fetched again. Snapshot, key and lock files that cannot be read are named, and removed with ' +
          '--forget-damaged. Ends with 1 when something stays lost; it is listed.',
        examples: [
          ['repair --dry-run -r /backup/adele -p adele.password', 'what is damaged'],
          [
            'repair -r /backup/adele -p adele.password --tenant contoso.com --client-id ID --client-secret-file FILE',
            'and fetch again what the drive still has',
          ],
        ],
      }),
    ),
  )
    .option('-n, --dry-run', 'only show what is damaged; change nothing')
    .option('--forget-damaged', 'remove snapshot, key and lock files that cannot be read')
    .option('--new-config', 'make a new config where it is lost or damaged, and no copy of it is left')
    .action(
      runVerb<RepairVerbOptions>(context, async ({ terminal, options, signal }) => {
        const dryRun = options.dryRun ?? false
        if (options.newConfig && !dryRun) {
          const password = await readPassword(context, options)
          const place = storageAt(repositoryPath(context, options))
          if (await renewConfig(place, password, { clock: context.clock, signal }))
            terminal.note('A new config was made; large files that change are stored anew as a whole.')
        }
        const repository = await openRepository(context, options)
        await using client = isConnectionNamed(context, options)
          ? await openClient(context, options, 'restore', (sentence) => terminal.warn(sentence))
          : undefined
        await using lock = await acquireLock(repository, { exclusive: true, signal })
        const { progress } = terminal
        const result = await repairVault({
          repository,
          dryRun,
          ...(options.forgetDamaged && {
            forgetDamaged: { password: await readPassword(context, options) },
          }),
          signal: AbortSignal.any([signal, lock.signal]),
          ...(client && { source: client }),
          onProgress: ({ phase, done, total }) => {
            const [title, noun] = PHASES[phase]
            if (done === 0) progress.phase(title, { noun, items: total })
            progress.set({ items: done })
          },
        })
        print(terminal, result, { dryRun, connected: client !== undefined })
        const bad = dryRun ? result.packs.changed : result.losses.length > 0
        return bad || (!result.forgotten && smallFiles(result.damaged).length > 0)
          ? ExitCode.failed
          : ExitCode.ok
      }),
    )
}

function print(
  terminal: Terminal,
  result: VaultRepair,
  { dryRun, connected }: { dryRun: boolean; connected: boolean },
): void {
  const { packs, rebuiltDirectories, fetchedFiles, losses } = result
  terminal.printJson({ dryRun, ...result })
  for (const id of packs.damagedIndexes) terminal.print(`Index file ${id.slice(0, 8)} cannot be read.`)
  for (const id of packs.damagedPacks) terminal.print(`Pack ${id.slice(0, 8)} is damaged.`)
  for (const id of packs.missingPacks) terminal.print(`Pack ${id.slice(0, 8)} is missing.`)
  for (const id of packs.foreignPacks) terminal.print(`Pack ${id} is of another vault; it stays where it is.`)
  for (const [kind, id] of smallFiles(result.damaged)) {
    const outcome = result.forgotten
      ? 'could not be read, and was removed'
      : 'cannot be read; --forget-damaged removes it'
    terminal.print(`${kind} file ${id.slice(0, 8)} ${outcome}.`)
  }
  if (!packs.changed) terminal.print(`${packs.packs} packs read: all are as they were written.`)
  else if (dryRun) {
    terminal.print(
      `${packs.packs} packs read. A repair would write a new index and rescue ${packs.rescued} blobs; ${packs.lost.length} have no good copy in the repository.`,
    )
  } else {
    terminal.print(
      `${packs.packs} packs read, index written anew; ${packs.rescued} blobs rescued, ${rebuiltDirectories} directories built again, ${fetchedFiles} files fetched again.`,
    )
  }
  for (const { snapshot, path, kind } of losses.slice(0, SHOWN)) {
    terminal.print(`lost: ${snapshot.slice(0, 8)}:/${path}${kind === 'directory' ? '/ and all in it' : ''}`)
  }
  if (losses.length > SHOWN) terminal.print(`… and ${losses.length - SHOWN} more; --json lists all.`)
  if (losses.length > 0) {
    const advice = connected
      ? 'The next backup fetches what the drive has now.'
      : 'With a connection to Microsoft 365, a repair fetches again what the drive still has.'
    terminal.print(`${losses.length} files or directories stay lost. ${advice}`)
  }
}

function smallFiles({ snapshots, keys, locks }: DamagedFiles): (readonly [kind: string, id: string])[] {
  return [
    ...snapshots.map((id) => ['Snapshot', id] as const),
    ...keys.map((id) => ['Key', id] as const),
    ...locks.map((id) => ['Lock', id] as const),
  ]
}
