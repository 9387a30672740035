import { type Command, Option } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { withConnection } from '../connection-options.ts'
import { portNumber, wholeNumber } from '../option-parsers.ts'
import type { ServeOptions } from '../serve/run-server.ts'
import { verb } from '../verb.ts'

const DEFAULT_PORT = 8_420

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

export function serveCommand(context: CommandContext): Command {
  return withConnection(
    verb({
      name: 'serve',
      summary: 'run the server: people, schedules, jobs, API',
      description:
        'Keeps the OneDrives of an organisation backed up by itself, and serves the API. The database is embedded in the data ' +
        'directory unless DATABASE_URL names a PostgreSQL server.',
      examples: [
        ['serve --emulated', 'with an organisation of its own on this machine'],
        [
          'serve --data /backup --host 0.0.0.0',
          'for the organisation that HOLDFAST_TENANT_ID and so on name',
        ],
        ['serve --data /backup --trust-proxy loopback', 'behind a proxy with TLS on the same machine'],
      ],
    }),
  )
    .option('--data <directory>', 'where everything lies (or HOLDFAST_DATA; default: ./data)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 for any that is free', portNumber, DEFAULT_PORT)
    .option(
      '--trust-proxy <address>',
      'a proxy before this server, whose word on the client’s address and protocol counts: an address, a network, or loopback (may be given several times)',
      several,
    )
    .option('--origin <url>', 'another origin whose pages may use it (may be given several times)', several)
    .option('--restore-directory <directory>', 'allow restores to this server, into this directory')
    .option('--emulated', 'with an emulated Microsoft 365, people and documents included')
    .option('--seed <n>', 'the same number makes the same emulated organisation', wholeNumber, 1)
    .option('--once', 'end when every OneDrive has been backed up once')
    .addOption(
      new Option('--log <level>', 'lines of JSON on standard error')
        .choices(['debug', 'info', 'warn', 'error'])
        .default('warn'),
    )
    .action(
      runVerb<ServeOptions>(context, async (run) => {
        // Only here: the other verbs start sooner without it.
        const { runServer } = await import('../serve/run-server.ts')
        return await runServer(run)
      }),
    )
}
