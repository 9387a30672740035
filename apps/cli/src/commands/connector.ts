import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import type { ConnectorOptions } from '../connector/run-key-holder.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb } from '../verb.ts'

export function connectorCommand(context: CommandContext): Command {
  return keyHolderVerb(context, {
    name: 'connector',
    summary: 'hold the keys of vaults, in your own network',
    description:
      'Holds a private key that opens the vaults of a server, and gives each backup the key of its vault, sealed to that ' +
      'backup alone. Dials out; needs no open port. Started for the first time it enrols with the token that “holdfast key ' +
      'invite” printed. What it gives out is decided by policy.json in its directory, and written into connector.log there.',
    folder: 'connector',
  })
}

export function deviceCommand(context: CommandContext): Command {
  return keyHolderVerb(context, {
    name: 'device',
    summary: 'hold the key of your own backup, on your own device',
    description:
      'Does what a connector does, for one person: your backups run while it does, or while another provider holds your key. ' +
      'Started for the first time it enrols with the token that your administrator made for you.',
    folder: 'device',
  })
}

interface Words {
  readonly name: string
  readonly summary: string
  readonly description: string
  /** Its directory where nothing else is said. */
  readonly folder: string
}

function keyHolderVerb(context: CommandContext, { name, summary, description, folder }: Words): Command {
  return verb({
    name,
    summary,
    description,
    examples: [
      [`${name} --token-file token.txt`, 'for the first time; asks for a passphrase'],
      [`${name} --directory /etc/holdfast --passphrase-file /run/secrets/holdfast`, 'as a service'],
      [`${name} --passphrase-command "secret-tool lookup service holdfast"`, 'from the desktop’s keyring'],
    ],
  })
    .option('--directory <directory>', `where its key, policy and log lie (default: ./${folder})`)
    .option('--token-file <file>', 'file with the enrolment token (or HOLDFAST_ENROLMENT_TOKEN)')
    .option('--name <name>', 'how it is listed at the server (default: the name of this machine)')
    .option('--passphrase-file <file>', 'file with the passphrase of its key (or HOLDFAST_PASSPHRASE)')
    .option(
      '--passphrase-command <command>',
      'prints the passphrase, from the credential store of the system; systemd’s credential “holdfast-passphrase” is found by itself',
    )
    .option('--no-passphrase', 'protect the key by the permissions of its file alone')
    .option('--ca-file <file>', 'certificates that are trusted besides the system’s')
    .action(
      runVerb<ConnectorOptions>(context, async (run) => {
        // Only here: the other verbs start sooner without it.
        const { runKeyHolder } = await import('../connector/run-key-holder.ts')
        await runKeyHolder(run, folder)
        return ExitCode.ok
      }),
    )
}
