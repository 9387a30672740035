import type { Random } from '@holdfast/base'
import { dial, enrol, Identity, keyFileText, newKeyPair, parseEnrolmentToken, wipe } from '@holdfast/keys'
import { serverErrors } from '../errors.ts'
import type { ConnectorDirectory } from './connector-directory.ts'

export interface EnrolOptions {
  readonly directory: ConnectorDirectory
  readonly token: string
  readonly name: string
  /** Without it the key is protected by the permissions of its file alone. */
  readonly passphrase?: string
  /** Certificates that are trusted besides the system's, PEM. */
  readonly ca?: string
  readonly random: Random
  readonly signal: AbortSignal
}

/**
 * Makes a connector's key and has the server take it on. Raises HF_KEY_MALFORMED, HF_CONNECTOR_INSECURE,
 * HF_CONNECTOR_TURNED_AWAY, HF_SERVER_UNKNOWN, and what keeps it from the server.
 */
export async function enrolConnector(options: EnrolOptions): Promise<{ readonly providerId: string }> {
  const { directory, name, random, signal, ca, passphrase } = options
  const token = parseEnrolmentToken(options.token)
  requireSecure(token.url)
  const { publicKey, privateKey } = await newKeyPair()
  const identity = Identity.create(random)
  try {
    const channel = await dial(token.url, { signal, ...(ca !== undefined && { ca }) })
    const providerId = await enrol(channel, token, { name, identity, publicKey }, random)
    const configuration = { providerId, name, url: token.url, server: token.server, publicKey }
    const secrets = { privateKey, identitySeed: identity.seed }
    const text = await keyFileText(configuration, secrets, {
      random,
      ...(passphrase !== undefined && { passphrase }),
    })
    await directory.writeKey(text, random)
    return { providerId }
  } finally {
    wipe(privateKey)
  }
}

/** Without TLS only to this machine: who listens would learn whose backups run. Raises HF_CONNECTOR_INSECURE. */
export function requireSecure(url: string): void {
  const { protocol, hostname } = new URL(url)
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
  if (protocol !== 'wss:' && !isLocal) throw serverErrors.HF_CONNECTOR_INSECURE({ url })
}
