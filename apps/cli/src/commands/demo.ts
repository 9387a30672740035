import { formatDuration } from '@holdfast/base'
import type { Command } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { Demo, type DemoOptions, type DemoOutcome } from '../demo/run-demo.ts'
import { wholeNumber } from '../option-parsers.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { untilAborted } from '../until-aborted.ts'
import { verb } from '../verb.ts'

export function demoCommand(context: CommandContext): Command {
  return verb({
    name: 'demo',
    summary: 'see it all at work, on an organisation of its own',
    description:
      'Starts an emulated organisation on this machine, backs up every OneDrive in it, restores one into an empty drive and ' +
      'compares every byte. Then the organisation stays until Ctrl-C, unless --once is given.',
    examples: [
      ['demo', 'with people and documents made up for it'],
      ['demo --once --import ./Documents', 'with a folder of your own'],
    ],
  })
    .option('--once', 'end after the comparison')
    .option('--import <directory>', 'use the files of this folder instead of made-up ones')
    .option('--data <directory>', 'put the vaults below this directory (default: the system’s temporary one)')
    .option('--seed <n>', 'the same number makes the same organisation', wholeNumber, 1)
    .action(runVerb<DemoOptions>(context, runDemo))
}

async function runDemo(run: Run<DemoOptions>): Promise<number> {
  await using demo = await Demo.start(run)
  const outcome = await demo.perform()
  report(run, outcome, demo)
  if (!run.options.once) {
    announce(run, demo)
    await untilAborted(run.signal)
  }
  return outcome.identical ? ExitCode.ok : ExitCode.failed
}

function report({ terminal }: Run<DemoOptions>, outcome: DemoOutcome, demo: Demo): void {
  const { vault, comparison, identical, seconds } = outcome
  terminal.printJson({
    files: outcome.files,
    bytes: outcome.bytes,
    identical,
    requestUnits: outcome.requestUnits,
    repository: vault.repository,
    passwordFile: vault.passwordFile,
    seconds,
    requests: outcome.requests,
    owner: outcome.owner,
    drives: outcome.drives,
    allFiles: outcome.allFiles,
    allBytes: outcome.allBytes,
    failures: outcome.failures,
    differences: comparison.differences,
    leftOut: outcome.leftOut,
  })
  terminal.progress[Symbol.dispose]()
  const facts: [string, string][] = [
    ['People', `${outcome.people}, ${outcome.drives} with a OneDrive`],
    ['Backed up', `${outcome.allFiles} files, ${terminal.size(outcome.allBytes)}`],
    [
      'Restored',
      `${comparison.files} files, ${terminal.size(comparison.bytes)}: ${identical ? 'identical to the last byte' : 'NOT IDENTICAL'}`,
    ],
    [
      'Not backed up',
      outcome.failures === 0
        ? 'nothing'
        : `${outcome.failures} file${outcome.failures === 1 ? '' : 's'}, each with its reason above`,
    ],
    ['Requests', `${outcome.requests}; ${outcome.requestUnits} request units for the backup`],
    ['Time', formatDuration(seconds)],
    ['Vaults', `${demo.dataDirectory}/vaults`],
    [`Vault of ${outcome.owner}`, vault.repository],
    ['Its password', vault.passwordFile],
  ]
  terminal.print()
  const width = Math.max(...facts.map(([name]) => name.length))
  for (const [name, value] of facts) terminal.print(`${name.padEnd(width)}  ${value}`)
  for (const difference of comparison.differences) terminal.print(`  ${difference}`)
  terminal.print()
  terminal.print('It is a plain restic repository. Open it with restic:')
  terminal.print(`  restic -r ${vault.repository} --password-file ${vault.passwordFile} ls latest`)
}

function announce({ terminal }: Run<DemoOptions>, demo: Demo): void {
  const { tenantId, clientId } = demo.emulator.credentials
  terminal.print()
  terminal.print(
    `The organisation stays at ${demo.emulator.graphRoot} (tenant ${tenantId}, application ${clientId}).`,
  )
  terminal.note('Ctrl-C ends it.')
}
