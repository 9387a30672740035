import type { Clock } from '@holdfast/base'
import { Agent, request } from 'undici'
import { reasonOf } from '../http/reason-of.ts'
import { trusted } from '../http/trusted.ts'
import { endpointsOf, type GraphConnection } from './connection.ts'

/** What the sign-in host answers when it is asked about a tenant, without any credential. */
export interface SignInHostAnswer {
  /** Why there is no answer. */
  readonly network?: string
  readonly status?: number
  readonly text?: string
  /** Its clock, milliseconds since 1970, to half a second. */
  readonly date?: number
}

const TIMEOUT = 10_000

/** Asks the sign-in host of a connection for the public description of its tenant. Raises HF_CONNECTION_INCOMPLETE. */
export async function askSignInHost(
  connection: GraphConnection,
  { signal }: { signal?: AbortSignal } = {},
): Promise<SignInHostAnswer> {
  const { authority } = endpointsOf(connection)
  const { tenantId, ca } = connection
  const agent = new Agent({
    connect: { timeout: TIMEOUT, ...(ca && { ca: trusted(ca) }) },
    headersTimeout: TIMEOUT,
    bodyTimeout: TIMEOUT,
  })
  try {
    const url = `${authority}/${encodeURIComponent(tenantId)}/v2.0/.well-known/openid-configuration`
    const { statusCode, headers, body } = await request(url, { dispatcher: agent, ...(signal && { signal }) })
    // The header is cut to whole seconds.
    const date = Date.parse(String(headers.date)) + 500
    return { status: statusCode, text: await body.text(), ...(!Number.isNaN(date) && { date }) }
  } catch (error) {
    signal?.throwIfAborted()
    return { network: reasonOf(error) }
  } finally {
    await agent.destroy()
  }
}

/**
 * By how much our clock is ahead of Microsoft's, in milliseconds (negative: behind), to about a second; undefined when
 * the sign-in host does not tell. Microsoft allows five minutes.
 */
export async function clockSkew(
  connection: GraphConnection,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<number | undefined> {
  const before = clock.now()
  const { date } = await askSignInHost(connection, signal ? { signal } : {})
  return date === undefined ? undefined : (before + clock.now()) / 2 - date
}
