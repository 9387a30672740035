import type { ApiClient, components } from '@holdfast/api-client'
import { type Command, Option } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { wholeNumber } from '../option-parsers.ts'
import { findPeople } from '../remote/find-people.ts'
import { runRemote } from '../remote/run-remote.ts'
import { withServer } from '../remote/server-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb, verbGroup } from '../verb.ts'

type Provider = components['schemas']['KeyProvider']

export function keyCommand(context: CommandContext): Command {
  return verbGroup('key', 'those who hold the keys of vaults: connectors, devices, key management services', [
    list(context),
    invite(context),
    addService(context),
    rename(context),
    remove(context),
    rotate(context),
  ])
}

function list(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'list',
      summary: 'list them (what “key” alone does)',
      description:
        'Lists who holds the keys of vaults, who of them is connected, and how many keys each has.',
      examples: [['key', 'all of them']],
    }),
  ).action(
    runRemote<object>(context, async ({ terminal }, api) => {
      const providers = await allProviders(api)
      terminal.printJson({ providers })
      if (providers.length === 0) terminal.print('Nobody yet: nothing can be backed up.')
      else printProviders(terminal, providers)
      return undefined
    }),
  )
}

function printProviders(terminal: Terminal, providers: readonly Provider[]): void {
  terminal.printTable(
    [
      { title: 'Name', shrink: 'end' },
      { title: 'Kind' },
      { title: 'State' },
      { title: 'Keys', align: 'right' },
      { title: 'Last seen' },
      { title: 'Id' },
    ],
    providers.map(({ name, kind, isConnected, vaults, of, seenAt, id }) => [
      name,
      kind,
      isConnected ? 'connected' : 'Not connected',
      `${vaults} of ${of}`,
      seenAt ? terminal.time(seenAt) : '–',
      id,
    ]),
  )
}

function invite(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'invite',
      summary: 'make a token by which a connector or device is taken on',
      description:
        'Prints a token that is good once. Whoever has it enrols with it: hand it over as you would a password.',
      examples: [
        ['key invite > token.txt', 'for a connector on another machine'],
        ['key invite --device adele@contoso.com', 'for a device of that person'],
      ],
    }),
  )
    .option('--device <person>', 'for a device of this person')
    .option('--minutes <n>', 'how long it is good', wholeNumber, 60)
    .action(
      runRemote<{ readonly device?: string; readonly minutes: number }>(
        context,
        async ({ terminal, options }, api) => {
          const [person] = options.device ? await findPeople(api, [options.device]) : []
          const { data } = await api.POST('/api/v1/keys/enrolments', {
            body: {
              minutes: options.minutes,
              ...(person ? { kind: 'device', personId: person.id } : { kind: 'connector', personId: null }),
            },
          })
          if (!data) return undefined
          terminal.printJson(data)
          terminal.print(data.token)
          const verbName = person ? 'device' : 'connector'
          terminal.note(
            `Good until ${terminal.time(data.expiresAt)}. On the other machine, with it in a file:`,
          )
          terminal.note(`  npx holdfast ${verbName} --token-file token.txt`)
          return undefined
        },
      ),
    )
}

interface ServiceOptions {
  readonly kind: 'aws' | 'azure' | 'transit'
  readonly key: string
  readonly region?: string
  readonly address?: string
  readonly mount?: string
  readonly namespace?: string
}

function addService(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'add-service',
      summary: 'take on a key management service',
      description:
        'AWS KMS, Azure Key Vault, or the transit engine of Vault or OpenBao: the key stays there. What it takes to sign in ' +
        'comes from the environment of the server, as the tools of AWS and Azure find it, or from VAULT_TOKEN.',
      examples: [
        ['key add-service "Our KMS" --kind aws --key alias/holdfast --region eu-central-1', 'AWS KMS'],
        ['key add-service OpenBao --kind transit --address https://bao:8200 --key holdfast', 'OpenBao'],
      ],
    }),
  )
    .argument('<name>', 'how it is listed')
    .addOption(
      new Option('--kind <kind>', 'which service').choices(['aws', 'azure', 'transit']).makeOptionMandatory(),
    )
    .requiredOption('--key <key>', 'id or alias (AWS), URL (Azure), name (transit)')
    .option('--region <region>', 'of AWS')
    .option('--address <url>', 'of the transit server')
    .option('--mount <path>', 'of the transit engine')
    .option('--namespace <name>', 'of the transit server')
    .action(
      runRemote<ServiceOptions>(context, async ({ terminal, options, args }, api) => {
        const name = String(args[0])
        const { data } = await api.POST('/api/v1/keys/services', {
          body: { name, settings: serviceSettings(options) },
        })
        terminal.printJson(data)
        terminal.print(`${name} holds keys from now on. Every vault gets its slot within minutes.`)
        return undefined
      }),
    )
}

function serviceSettings({ kind, key, region, address = '', mount, namespace }: ServiceOptions) {
  if (kind === 'aws') return { service: 'aws' as const, keyId: key, ...(region && { region }) }
  if (kind === 'azure') return { service: 'azure' as const, keyUrl: key }
  return {
    service: 'transit' as const,
    address,
    key,
    ...(mount && { mount }),
    ...(namespace && { namespace }),
  }
}

function rename(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'rename',
      summary: 'give one another name',
      description: 'The name alone changes.',
      examples: [['key rename "This server" Cellar', 'by its name or its id']],
    }),
  )
    .argument('<provider>', 'its name or id')
    .argument('<name>', 'the new name')
    .action(
      runRemote<object>(context, async ({ terminal, args }, api) => {
        const { id } = await findProvider(api, String(args[0]))
        await api.PATCH('/api/v1/keys/providers/{id}', {
          params: { path: { id } },
          body: { name: String(args[1]) },
        })
        terminal.printJson({ id, name: args[1] })
        terminal.print(`It is called ${args[1]} now.`)
        return undefined
      }),
    )
}

function remove(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'remove',
      summary: 'give one no key any more',
      description:
        'It is asked no more, and its slots are destroyed. One that alone holds the key of a vault stays: wait until “key list” ' +
        'shows that another has every key.',
      examples: [['key remove "This server"', 'after a connector elsewhere has taken over']],
    }),
  )
    .argument('<provider>', 'its name or id')
    .action(
      runRemote<object>(context, async ({ terminal, args }, api) => {
        const { id, name } = await findProvider(api, String(args[0]))
        await api.DELETE('/api/v1/keys/providers/{id}', { params: { path: { id } } })
        terminal.printJson({ removed: id })
        terminal.print(`${name} is removed. Destroy its key file, too: copies of old slots open with it.`)
        return undefined
      }),
    )
}

function rotate(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'rotate',
      summary: 'make every key slot anew',
      description:
        'Every slot is sealed again, and what a key management service wrapped is wrapped with its key’s newest version; the ' +
        'old slot stays until the new one is there. Services are rotated by themselves every 90 days.',
      examples: [['key rotate', 'after a change of the key at a service']],
    }),
  ).action(
    runRemote<object>(context, async ({ terminal }, api) => {
      const { data } = await api.POST('/api/v1/keys/rotation', {})
      terminal.printJson(data)
      terminal.print('Slots are made anew, by and by, while those who hold the keys are connected.')
      return undefined
    }),
  )
}

async function allProviders(api: ApiClient): Promise<Provider[]> {
  const { data } = await api.GET('/api/v1/keys/providers', {})
  return data?.items ?? []
}

/** Raises HF_NO_SUCH_KEY_PROVIDER. */
async function findProvider(api: ApiClient, name: string): Promise<Provider> {
  const found = (await allProviders(api)).filter((one) => one.id === name || one.name === name)
  const [provider] = found
  if (provider === undefined || found.length > 1) throw cliErrors.HF_NO_SUCH_KEY_PROVIDER({ name })
  return provider
}
