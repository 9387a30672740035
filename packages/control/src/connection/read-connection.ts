import { X509Certificate } from 'node:crypto'
import type { Purpose } from '@holdfast/graph'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import type { Stored } from '../settings/stored-setting.ts'
import { loadConnection } from './connection-setting.ts'
import { type ConnectionState, connectionState } from './connection-state.ts'
import { type ConnectionView, viewOf } from './connection-view.ts'

/** The connection without its secrets, and how it stands. Raises HF_FORBIDDEN. */
export async function readConnection(
  control: Control,
  actor: Actor,
): Promise<Stored<ConnectionView & { readonly state: ConnectionState }>> {
  requirePermission(actor, 'organisation:read')
  const { value, version } = viewOf(await loadConnection(control.sql))
  return { value: { ...value, state: await connectionState(control, control.sql) }, version }
}

export interface CertificateFile {
  readonly pem: string
  /** The same in DER: what .cer files hold. */
  readonly der: Buffer
  readonly thumbprint: string
}

/**
 * The certificate to be uploaded for an application: the one that waits to be verified, or else the one in use.
 * Raises HF_FORBIDDEN, HF_NOT_FOUND.
 */
export async function readCertificate(
  { sql }: Control,
  actor: Actor,
  purpose: Purpose,
): Promise<CertificateFile> {
  requirePermission(actor, 'organisation:read')
  const { value } = await loadConnection(sql)
  const { next = null, current = null } = value[purpose] ?? {}
  const found = [next, current].find((credential) => credential?.kind === 'certificate')
  if (found?.kind !== 'certificate')
    throw controlErrors.HF_NOT_FOUND({ what: 'certificate for', id: purpose })
  const { certificate: pem, thumbprint } = found
  return { pem, der: new X509Certificate(pem).raw, thumbprint }
}
