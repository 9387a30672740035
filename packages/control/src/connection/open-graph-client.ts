import { GraphClient, type GraphConnection, type Purpose, type TokenProvider } from '@holdfast/graph'
import {
  type Connection,
  type Credential,
  loadConnection,
  missingOf,
  type Registration,
  registrationFor,
} from './connection-setting.ts'
import { connectionErrors } from './errors.ts'
import type { ConnectionControl } from './microsoft-access.ts'
import { openCredential } from './seal-credential.ts'

/**
 * A client for the organisation, with the application that works for `purpose`. All clients of a process share one budget
 * and one token. Dispose of it. Raises HF_NOT_CONFIGURED, HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED.
 */
export async function openGraphClient(control: ConnectionControl, purpose: Purpose): Promise<GraphClient> {
  const { value: connection } = await loadConnection(control.sql)
  const missing = missingOf(connection, purpose)
  const registration = registrationFor(connection, purpose)
  if (registration.current === null || missing.length > 0)
    throw connectionErrors.HF_NOT_CONFIGURED({ missing: missing.join(', ') })
  const target = graphConnection(control, connection, registration, registration.current)
  const tokens = control.microsoft.tokensOf(target, registration.current.id)
  return await clientFor(control, purpose, connection, target, tokens)
}

/** A client with the organisation's budget, and tokens that somebody has. */
export async function clientFor(
  { microsoft, clock }: ConnectionControl,
  purpose: Purpose,
  { licences }: Connection,
  target: GraphConnection,
  tokens: TokenProvider,
): Promise<GraphClient> {
  const { version } = microsoft.options
  return new GraphClient({
    connection: target,
    tokens,
    budget: await microsoft.budgetOf(target, licences),
    purpose,
    clock,
    ...(version !== undefined && { version }),
  })
}

/** How to reach the organisation with a credential. Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
export function graphConnection(
  { secrets, microsoft }: ConnectionControl,
  { tenantId, cloud }: Connection,
  { clientId }: Registration,
  credential: Credential,
): GraphConnection {
  const plain = openCredential(secrets, { tenantId, cloud, clientId }, credential)
  return {
    tenantId,
    clientId,
    cloud,
    ...microsoft.options.endpoints,
    ...(credential.kind === 'secret'
      ? { clientSecret: plain }
      : { certificate: `${plain}\n${credential.certificate}` }),
  }
}
