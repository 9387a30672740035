import type { HoldfastError } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import { askSignInHost } from './ask-sign-in-host.ts'
import type { GraphConnection } from './connection.ts'

/**
 * The coded error for a sign-in that gave no token. What the library says is not enough: it calls every failure to look
 * up a host that is not Microsoft's own `endpoints_resolution_error`, be it a closed port or a certificate that nobody
 * trusts. In that case the host is asked once more, only to learn why.
 */
export async function signInFailure(cause: unknown, connection: GraphConnection): Promise<HoldfastError> {
  const message = textOf(cause)
  const resolved = message.startsWith('endpoints_resolution_error') ? await askWhy(connection) : undefined
  const text = resolved?.text ?? message
  const network = resolved?.network ?? NETWORK.exec(message)?.[0]
  const aadsts = /AADSTS\d+/.exec(text)?.[0]
  if (network !== undefined && !aadsts)
    return graphErrors.HF_GRAPH_UNREACHABLE({ reason: network }, { cause })
  // The text of a refusal names ids and times, never the secret; its first sentence is enough.
  const said = aadsts ? text.slice(text.indexOf(aadsts)).split(/\. |\n|Trace ID|"/)[0] : text.split('\n')[0]
  // Of a certificate it says in brackets what is wrong with it.
  const why = /\[Reason - ([^\]]*?)\.?,/.exec(text)?.[1]
  const reason = [said?.trim().replace(/\.$/, ''), why].filter(Boolean).join(': ')
  const status = resolved?.status ?? Number(/Http status code: (\d+)/.exec(message)?.[1] ?? 0)
  if (status === 429 || status >= 500 || message.startsWith('temporarily_unavailable'))
    return graphErrors.HF_GRAPH_UNAVAILABLE(
      { status: status || 'unknown', reason: `sign-in: ${reason}` },
      { cause },
    )
  const { tenantId, clientId } = connection
  return graphErrors.HF_SIGN_IN_FAILED(
    { tenantId, clientId, reason, ...(aadsts && { number: aadsts.slice('AADSTS'.length) }) },
    { cause },
  )
}

/** Failures on the way to the host, as Node and the library name them. */
const NETWORK =
  /E(?:NOTFOUND|CONNREFUSED|CONNRESET|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH|PIPE)\b|unable to (?:verify|get)[^\n]*certificate|self-signed certificate|certificate has expired|network_error/i

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

async function askWhy(
  connection: GraphConnection,
): Promise<{ network?: string; status?: number; text?: string } | undefined> {
  const answer = await askSignInHost(connection)
  // It answers now: what was wrong is over, or the answer is not to the library's liking.
  return answer.status !== undefined && answer.status < 400 ? undefined : answer
}
