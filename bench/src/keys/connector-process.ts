import { systemClock, systemRandom } from '@holdfast/base'
import {
  connectorPolicy,
  dial,
  Identity,
  KeyHolder,
  newKeyPair,
  PolicyKeeper,
  runConnector,
} from '@holdfast/keys'

export interface ConnectorOrder {
  readonly providerId: string
  readonly url: string
  /** Public identity of the server, base64url. */
  readonly server: string
}

/** What a connector tells when it is there, base64url. */
export interface ConnectorReport {
  readonly identity: string
  readonly key: string
}

/** A connector in a process of its own, as a customer's is. */
process.on('message', (order: ConnectorOrder | 'dial') => {
  if (order === 'dial') start()
  else void prepare(order)
})

let start = (): void => {}

async function prepare({ providerId, url, server }: ConnectorOrder): Promise<void> {
  const identity = Identity.create(systemRandom)
  const pair = await newKeyPair()
  const holder = await KeyHolder.open({ id: providerId, name: 'bench', kind: 'connector' }, pair)
  const stop = new AbortController()
  process.once('disconnect', () => stop.abort())
  start = () =>
    void runConnector({
      holder,
      identity,
      server: Buffer.from(server, 'base64url'),
      policy: new PolicyKeeper(connectorPolicy.parse({ perMinute: 1_000_000 })),
      clock: systemClock,
      random: systemRandom,
      dial: (signal) => dial(url, { signal }),
      log: () => {},
      signal: stop.signal,
    })
  const report: ConnectorReport = {
    identity: identity.publicKey.toString('base64url'),
    key: pair.publicKey.toString('base64url'),
  }
  process.send?.(report)
}
