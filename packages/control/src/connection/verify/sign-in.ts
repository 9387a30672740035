import { hasCode } from '@holdfast/base'
import { createTokenProvider, type GraphConnection, type Purpose, type TokenProvider } from '@holdfast/graph'
import type { Connection, Credential, Registration } from '../connection-setting.ts'
import type { ConnectionControl } from '../microsoft-access.ts'
import { graphConnection } from '../open-graph-client.ts'
import { findingOfSignIn } from './finding-of-error.ts'
import { type Finding, finding } from './findings.ts'

/** A sign-in that went well. */
export interface SignedIn {
  readonly credential: Credential
  readonly target: GraphConnection
  readonly tokens: TokenProvider
  readonly token: string
}

export interface SignInAttempt {
  readonly findings: readonly Finding[]
  readonly signedIn?: SignedIn
}

/** Signs in as an application: by the credential that waits, and else by the one in use. */
export async function signIn(
  control: ConnectionControl,
  connection: Connection,
  purpose: Purpose,
  registration: Registration,
  signal?: AbortSignal,
): Promise<SignInAttempt> {
  const { current, next } = registration
  const findings: Finding[] = []
  for (const credential of [next, current]) {
    if (credential === null) continue
    const kind = credential.kind === 'secret' ? 'client secret' : 'certificate'
    const result = await trySignIn(control, connection, purpose, registration, credential, signal)
    if ('token' in result) {
      findings.push(finding(purpose, credential === next ? 'credential-renewed' : 'signed-in', { kind }))
      return { findings, signedIn: result }
    }
    // While the old one works, a new one that does not is no failure.
    const reason = result.message.replace(/\.$/, '')
    findings.push(
      credential === next && current !== null
        ? finding(purpose, 'renewal-refused', { kind, reason })
        : result,
    )
  }
  return { findings }
}

async function trySignIn(
  control: ConnectionControl,
  connection: Connection,
  purpose: Purpose,
  registration: Registration,
  credential: Credential,
  signal?: AbortSignal,
): Promise<SignedIn | Finding> {
  try {
    const target = graphConnection(control, connection, registration, credential)
    // One of its own: a token that was given before says nothing of what is granted by now.
    const tokens = createTokenProvider(target, { clock: control.clock })
    return { credential, target, tokens, token: await tokens.token(signal ? { signal } : {}) }
  } catch (error) {
    if (hasCode(error, 'HF_SECRET_KEY_WRONG', 'HF_SECRET_DAMAGED', 'HF_CONNECTION_INCOMPLETE')) {
      const { kind } = credential
      return finding(purpose, 'credential-unreadable', { kind, reason: error.message.replace(/\.$/, '') })
    }
    const found = findingOfSignIn(error)
    if (!found) throw error
    return finding(purpose, ...found)
  }
}
