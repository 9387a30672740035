import { join, resolve } from 'node:path'
import type { KeyHolder } from '@holdfast/keys'
import type { Command } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { wholeNumber } from '../option-parsers.ts'
import type { KitOptions } from '../recovery/make-kit.ts'
import { dataDirectory } from '../remote/data-directory.ts'
import { runRemote } from '../remote/run-remote.ts'
import { type ServerOptions, withServer } from '../remote/server-options.ts'
import { readText } from '../repository-options.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb, verbGroup } from '../verb.ts'

export function recoveryCommand(context: CommandContext): Command {
  return verbGroup('recovery', 'the sheet of paper that opens every vault when all else is lost', [
    status(context),
    make(context),
    open(context),
    drill(context),
  ])
}

function status(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'status',
      summary: 'tell which kit there is (what “recovery” alone does)',
      description: 'Tells which recovery kit was made, when, and how many vaults it opens.',
      examples: [['recovery', 'whether every vault could be opened']],
    }),
  ).action(
    runRemote<object>(context, async ({ terminal }, api) => {
      const { data } = await api.GET('/api/v1/keys/recovery-kit', {})
      terminal.printJson(data)
      const kit = data?.kit
      if (!kit) terminal.print('There is no recovery kit yet: “holdfast recovery kit” makes one.')
      else
        terminal.print(
          `Kit ${kit.kitId}, made ${terminal.time(kit.madeAt)}, opens ${kit.vaults} of ${kit.of} vaults.`,
        )
      return undefined
    }),
  )
}

function make(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'kit',
      summary: 'make the recovery kit',
      description:
        'Makes the key on this machine, prints it as words and as a QR code, once, and has you type some of the words, so that ' +
        'it is sure to be on paper. The server gets the public half alone. Every vault can be opened by it within minutes.',
      examples: [
        ['recovery kit', 'shows it; write it down or print it'],
        ['recovery kit --out kit.txt', 'into a file, to be printed and deleted'],
      ],
    }),
  )
    .option('--out <file>', 'write the sheet to this file instead of showing it')
    .option('--organisation <name>', 'for the head of the sheet', 'Holdfast')
    .action(
      runRemote<KitOptions>(context, async (run, api) => {
        // Only here: the other verbs start sooner without it.
        const { makeKit } = await import('../recovery/make-kit.ts')
        return await makeKit(run, api)
      }),
    )
}

interface StorageOptions extends Pick<ServerOptions, 'data'> {
  readonly kit: string
  readonly storage?: string
}

function storageOf(run: Run<StorageOptions>): string {
  const { options, environment } = run
  return options.storage
    ? resolve(environment.workingDirectory, options.storage)
    : join(dataDirectory(run, options), 'storage')
}

function withKit(command: Command): Command {
  return command
    .requiredOption('--kit <file>', 'file with the words of the kit, or the whole sheet')
    .option('--storage <directory>', 'where the vaults lie (default: that of the data directory)')
    .option('--data <directory>', 'data directory of the server (or HOLDFAST_DATA; default: ./data)')
}

async function kitOf({ options, environment }: Run<StorageOptions>): Promise<KeyHolder> {
  const { kitHolder } = await import('../recovery/open-vault.ts')
  return await kitHolder(await readText(resolve(environment.workingDirectory, options.kit)))
}

function open(context: CommandContext): Command {
  return withKit(
    verb({
      name: 'open',
      summary: 'print the restic password of a vault',
      description:
        'Needs the storage and the kit alone: no server, no database. Prints the password, and the command with which restic ' +
        'opens the vault.',
      examples: [
        ['recovery open --kit kit.txt --vault 1c73685e-970e-4478-95ee-7d8bce398e44', 'in ./data/storage'],
        ['recovery open --kit kit.txt --vault /mnt/backup/vaults/1c73685e-…', 'by its directory'],
      ],
    }),
  )
    .requiredOption('--vault <vault>', 'its id, or its directory')
    .action(
      runVerb<StorageOptions & { readonly vault: string }>(context, async (run) => {
        const { openByKit, vaultDirectoryOf } = await import('../recovery/open-vault.ts')
        const { terminal, options, environment } = run
        const place = vaultDirectoryOf(options.vault, storageOf(run), environment.workingDirectory)
        const { directory, password } = await openByKit(place, await kitOf(run))
        const command = `restic -r ${directory} snapshots`
        terminal.printJson({ directory, password, command })
        terminal.print(password)
        terminal.note(`Give it when restic asks: ${command}`)
        return ExitCode.ok
      }),
    )
}

function drill(context: CommandContext): Command {
  return withKit(
    verb({
      name: 'drill',
      summary: 'prove that the kit opens vaults, and that they are whole',
      description:
        'Opens some vaults, chosen by chance, as on the worst day: by the storage and the kit alone, each by its restic ' +
        'password; then checks its structure. Ends with 1 when one fails. A server that can be reached is told how it went, ' +
        'and nothing else.',
      examples: [['recovery drill --kit kit.txt --sample 20', 'twenty vaults']],
    }),
  )
    .option('--sample <n>', 'how many vaults', wholeNumber, 5)
    .action(
      runVerb<StorageOptions & { readonly sample: number }>(context, async (run) => {
        const { drillVaults } = await import('../recovery/drill.ts')
        const { reportDrill } = await import('../recovery/report-drill.ts')
        const { terminal, options } = run
        const kit = await kitOf(run)
        const drilled = await drillVaults(join(storageOf(run), 'vaults'), kit, options.sample, run)
        const { vaults, results } = drilled
        const failed = results.filter(({ problem }) => problem !== null)
        terminal.printJson({ vaults, results })
        for (const { vault, problem } of results)
          terminal.print(`${vault}  ${problem ?? 'opens, and is whole'}`)
        terminal.print(`${results.length - failed.length} of ${results.length} open, of ${vaults} vaults.`)
        if (results.length > 0 && (await reportDrill(run, kit.name, drilled)))
          terminal.note('The server knows of it: its page “Keys” shows when the kit was last tried.')
        return failed.length > 0 || results.length === 0 ? ExitCode.failed : ExitCode.ok
      }),
    )
}
