import type { SecretBox } from '../secrets/secret-box.ts'
import type { Connection, Credential, Registration } from './connection-setting.ts'

const PURPOSES = {
  secret: 'microsoft-365-client-secret',
  certificate: 'microsoft-365-private-key',
} as const

type Application = Pick<Connection, 'tenantId' | 'cloud'> & Pick<Registration, 'clientId'>

/**
 * What a credential is bound to. A client secret is sent to Microsoft: it is bound to the application it was entered for,
 * so that nobody can have it sent elsewhere. A private key is never sent.
 */
function rowOf({ kind, id }: Pick<Credential, 'kind' | 'id'>, application: Application): string {
  const { cloud, tenantId, clientId } = application
  return kind === 'secret' ? JSON.stringify([id, cloud, tenantId, clientId]) : id
}

export function sealCredential(
  secrets: SecretBox,
  application: Application,
  credential: Pick<Credential, 'kind' | 'id'>,
  plain: string,
): string {
  return secrets.seal(PURPOSES[credential.kind], rowOf(credential, application), plain)
}

/** Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
export function openCredential(secrets: SecretBox, application: Application, credential: Credential): string {
  return secrets.open(PURPOSES[credential.kind], rowOf(credential, application), credential.sealed)
}

/** The same under the newest key. Raises what `openCredential` raises. */
export function resealCredential(
  secrets: SecretBox,
  application: Application,
  credential: Credential,
): Credential {
  const { kind, sealed } = credential
  return { ...credential, sealed: secrets.reseal(PURPOSES[kind], rowOf(credential, application), sealed) }
}
