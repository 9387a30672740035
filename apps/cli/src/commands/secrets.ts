import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { dataDirectory } from '../remote/data-directory.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb, verbGroup } from '../verb.ts'

export function secretsCommand(context: CommandContext): Command {
  return verbGroup('secrets', 'the key that seals secrets among the settings', [rotate(context)])
}

function rotate(context: CommandContext): Command {
  return verb({
    name: 'rotate',
    summary: 'seal every secret of the settings with a new key',
    description:
      'Makes a new key in the file secrets.key, seals with it what the settings keep secret (the connection’s credentials, ' +
      'second factors, sign-in, mail, webhooks), and forgets the old key. The server must not run. Backups are not concerned. ' +
      'Interrupted, it can be begun again.',
    examples: [['secrets rotate --data /backup', 'after somebody has seen the file secrets.key']],
  })
    .option('--data <directory>', 'data directory of the server (or HOLDFAST_DATA; default: ./data)')
    .action(
      runVerb<{ readonly data?: string }>(context, async (run) => {
        const { terminal, environment, options, clock } = run
        // Only here: the other verbs start sooner without it.
        const { rotateSecrets } = await import('@holdfast/server')
        const databaseUrl = environment.variable('DATABASE_URL')
        const directory = dataDirectory(run, options)
        terminal.progress.phase('Sealing secrets anew')
        await rotateSecrets({
          dataDirectory: directory,
          ...(databaseUrl !== undefined && { databaseUrl }),
          clock,
        })
        terminal.printJson({ dataDirectory: directory, rotated: true })
        terminal.print(
          'Every secret of the settings is sealed with a new key. Sign-ins under way must begin again.',
        )
        return ExitCode.ok
      }),
    )
}
