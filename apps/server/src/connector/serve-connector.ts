import type { Clock, Random } from '@holdfast/base'
import { dial, Identity, KeyHolder, openKeyFile, PolicyKeeper, runConnector, wipe } from '@holdfast/keys'
import type { ConnectorDirectory } from './connector-directory.ts'
import { requireSecure } from './enrol-connector.ts'

export interface ConnectorOptions {
  readonly directory: ConnectorDirectory
  /** Of its key file. */
  readonly text: string
  readonly passphrase?: string
  readonly ca?: string
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
  readonly onReady: (connector: { readonly name: string; readonly url: string }) => void
  readonly onLost: (error: unknown, wait: number) => void
}

/**
 * Gives keys out to its server until `signal` is aborted. Raises HF_KEY_MALFORMED, HF_PASSPHRASE_WRONG,
 * HF_CONNECTOR_INSECURE, HF_SERVER_UNKNOWN.
 */
export async function serveConnector(options: ConnectorOptions): Promise<void> {
  const { directory, text, passphrase, ca, clock, random, signal, onReady, onLost } = options
  const { providerId, name, url, server, publicKey, privateKey, identitySeed } = await openKeyFile(
    text,
    passphrase,
  )
  requireSecure(url)
  const holder = await KeyHolder.open({ id: providerId, name, kind: 'connector' }, { publicKey, privateKey })
  const identity = Identity.fromSeed(identitySeed)
  wipe(privateKey, identitySeed)
  await runConnector({
    holder,
    identity,
    server,
    policy: new PolicyKeeper(await directory.policy()),
    clock,
    random,
    dial: (stopped) => dial(url, { signal: stopped, ...(ca !== undefined && { ca }) }),
    log: (entry) => directory.log(entry),
    onReady: () => onReady({ name, url }),
    onLost,
    signal,
  })
}
