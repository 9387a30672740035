import { hasCode } from '@holdfast/base'
import {
  activeProviders,
  createEnrolment,
  replaceFile,
  type SecretControl,
  serverIdentity,
  systemActor,
} from '@holdfast/control'
import {
  type Channel,
  type ConnectorConfiguration,
  type ConnectorHub,
  type ConnectorSecrets,
  channelPair,
  connectorPolicy,
  enrol,
  Identity,
  KeyHolder,
  keyFileText,
  newKeyPair,
  openKeyFile,
  PolicyKeeper,
  parseEnrolmentToken,
  runConnector,
} from '@holdfast/keys'
import { ConnectorDirectory } from '../connector/connector-directory.ts'

const NAME = 'This server'
/** It dials nobody: the hub is in the same process. */
const URL_OF_LOCAL = 'ws://localhost/connect'

/** A connector in this process, until it is disposed of. */
export interface LocalConnector extends AsyncDisposable {
  readonly providerId: string
}

type KeyFile = ConnectorConfiguration & ConnectorSecrets

/**
 * The connector of the default start, in the same process, with its key in the data directory: so that everything works
 * at once, until a connector elsewhere takes over. Made where there is no provider at all; undefined where it is not
 * wanted, since it was removed, or others are there. Raises HF_KEY_MALFORMED.
 */
export async function startLocalConnector(
  control: SecretControl,
  hub: ConnectorHub,
  dataDirectory: string,
): Promise<LocalConnector | undefined> {
  const directory = new ConnectorDirectory(dataDirectory)
  const key = await ensureKey(control, hub, directory)
  if (key === undefined) return undefined
  const stop = new AbortController()
  const running = run(control, hub, key, directory, stop)
  await connected(hub, key.providerId, running)
  return {
    providerId: key.providerId,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
    },
  }
}

/** The key in the file, known to the server; a new one where there is neither a file nor anybody else. */
async function ensureKey(
  control: SecretControl,
  hub: ConnectorHub,
  directory: ConnectorDirectory,
): Promise<KeyFile | undefined> {
  const text = await directory.readKey()
  if (text === undefined) {
    if ((await activeProviders(control.sql)).length > 0) return undefined
    const { publicKey, privateKey } = await newKeyPair()
    const identitySeed = Identity.create(control.random).seed
    return await takeOn(control, hub, directory, { publicKey, privateKey, identitySeed })
  }
  const found = await openKeyFile(text)
  const row = await control.sql
    .selectFrom('keyProvider')
    .select('removedAt')
    .where('id', '=', found.providerId)
    .executeTakeFirst()
  if (row !== undefined && row.removedAt !== null) return undefined
  const { publicKey: server } = await serverIdentity(control)
  if (row !== undefined && found.server.equals(server)) return found
  // The database, or what sealed the server's identity, was lost: it comes back as who it was.
  return await takeOn(control, hub, directory, found)
}

async function takeOn(
  control: SecretControl,
  hub: ConnectorHub,
  directory: ConnectorDirectory,
  secrets: ConnectorSecrets & { readonly publicKey: Buffer },
): Promise<KeyFile> {
  const { publicKey, privateKey, identitySeed } = secrets
  const actor = systemActor('first start')
  const { token } = await createEnrolment(control, actor, { minutes: 5 }, URL_OF_LOCAL)
  const enrolment = parseEnrolmentToken(token)
  const identity = Identity.fromSeed(identitySeed)
  const connector = { name: NAME, identity, publicKey }
  const providerId = await enrol(dialIn(hub), enrolment, connector, control.random)
  const configuration = { providerId, name: NAME, url: URL_OF_LOCAL, server: enrolment.server, publicKey }
  const text = await keyFileText(configuration, { privateKey, identitySeed }, { random: control.random })
  await replaceFile(directory.keyFile, text, control.random)
  return { ...configuration, privateKey, identitySeed }
}

async function run(
  { clock, random }: SecretControl,
  hub: ConnectorHub,
  key: KeyFile,
  directory: ConnectorDirectory,
  stop: AbortController,
): Promise<void> {
  const { providerId, name, server, publicKey, privateKey, identitySeed } = key
  const holder = await KeyHolder.open({ id: providerId, name, kind: 'connector' }, { publicKey, privateKey })
  await runConnector({
    holder,
    identity: Identity.fromSeed(identitySeed),
    server,
    policy: new PolicyKeeper(connectorPolicy.parse({})),
    clock,
    random,
    dial: async () => dialIn(hub),
    log: (entry) => directory.log(entry),
    onLost(error) {
      // It was removed: others hold the keys now.
      if (hasCode(error, 'HF_CONNECTOR_TURNED_AWAY')) stop.abort()
    },
    signal: stop.signal,
  })
}

function dialIn(hub: ConnectorHub): Channel {
  const [ours, theirs] = channelPair()
  void hub.serve(theirs)
  return ours
}

async function connected(hub: ConnectorHub, id: string, running: Promise<void>): Promise<void> {
  const ended = running.then(() => true)
  while (!hub.isConnected(id)) {
    const tick = new Promise<false>((resolve) => setImmediate(resolve, false))
    if (await Promise.race([ended, tick])) return
  }
}
