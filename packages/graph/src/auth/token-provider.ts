import type { TokenCredential } from '@azure/identity'
import { type Clock, systemClock } from '@holdfast/base'
import { trusted } from '../http/trusted.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { CLOUDS, endpointsOf, type GraphConnection } from './connection.ts'
import { signInFailure } from './sign-in-failure.ts'

/** Gives access tokens for Microsoft Graph. */
export interface TokenProvider {
  /** A token that is good for some minutes at least. `refused` is one that Microsoft did not take: give another. */
  token(options?: { refused?: string; signal?: AbortSignal }): Promise<string>
}

const MINUTE = 60_000
/** A token is renewed so long before it expires. */
const MARGIN = 5 * MINUTE

/** Signs in as the application of a connection, with its secret or certificate. */
export function createTokenProvider(
  connection: GraphConnection,
  options: { clock?: Clock } = {},
): TokenProvider {
  const { authority, graphRoot } = endpointsOf(connection)
  return new CachedTokens(
    connection,
    () => createCredential(connection, authority),
    `${graphRoot}/.default`,
    options.clock ?? systemClock,
  )
}

/** Loaded when it is needed: it is large, and many commands never sign in. */
async function createCredential(connection: GraphConnection, authority: string): Promise<TokenCredential> {
  const { ClientCertificateCredential, ClientSecretCredential } = await import('@azure/identity')
  const { tenantId, clientId, clientSecret, certificate, ca } = connection
  const known = Object.values(CLOUDS).some((cloud) => cloud.authority === authority)
  const options = {
    authorityHost: authority,
    // A host that is not one of Microsoft's must not be announced to Microsoft.
    disableInstanceDiscovery: !known,
    // Retrying is ours: a wrong secret must show at once.
    retryOptions: { maxRetries: 2 },
    ...(ca && { tlsOptions: { ca: trusted(ca) } }),
  }
  if (certificate) return new ClientCertificateCredential(tenantId, clientId, { certificate }, options)
  return new ClientSecretCredential(tenantId, clientId, clientSecret ?? '', options)
}

class CachedTokens implements TokenProvider {
  readonly #connection: GraphConnection
  readonly #makeCredential: () => Promise<TokenCredential>
  readonly #scope: string
  readonly #clock: Clock
  #current: { readonly token: string; readonly expires: number } | undefined
  #fetching: Promise<string> | undefined
  #credential: Promise<TokenCredential> | undefined

  constructor(
    connection: GraphConnection,
    makeCredential: () => Promise<TokenCredential>,
    scope: string,
    clock: Clock,
  ) {
    this.#connection = connection
    this.#makeCredential = makeCredential
    this.#scope = scope
    this.#clock = clock
  }

  async token({ refused, signal }: { refused?: string; signal?: AbortSignal } = {}): Promise<string> {
    signal?.throwIfAborted()
    if (refused !== undefined && refused === this.#current?.token) {
      this.#current = undefined
      // A credential keeps its tokens, and would hand out the refused one again.
      this.#credential = undefined
    }
    if (this.#current && this.#current.expires - MARGIN > this.#clock.now()) return this.#current.token
    // Everyone who needs a token at the same time waits for the same one; nobody's cancel may take it from the others.
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined
    })
    return await unlessAborted(this.#fetching, signal)
  }

  async #fetch(): Promise<string> {
    try {
      this.#credential ??= this.#makeCredential()
      const got = await (await this.#credential).getToken(this.#scope)
      if (!got) throw new Error('no token was given')
      this.#current = { token: got.token, expires: got.expiresOnTimestamp }
      return got.token
    } catch (cause) {
      throw await signInFailure(cause, this.#connection)
    }
  }
}

/** A token that was got elsewhere, for instance by a test. */
export function fixedToken(token: string): TokenProvider {
  return { token: async () => token }
}
