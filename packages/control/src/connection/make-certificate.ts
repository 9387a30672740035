import type { Purpose } from '@holdfast/graph'
import { type Actor, requirePermission } from '../access/actor.ts'
import { newId, now } from '../control.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import type { Stored } from '../settings/stored-setting.ts'
import { loadConnection } from './connection-setting.ts'
import type { ConnectionView } from './connection-view.ts'
import { editRegistration } from './edit-registration.ts'
import { placeCredential } from './place-credential.ts'
import { sealCredential } from './seal-credential.ts'
import { selfSigned } from './self-signed-certificate.ts'

const DAY = 86_400_000
const VALID_DAYS = 730
/** Clocks differ. */
const VALID_BEFORE = DAY

/**
 * Makes a key pair and a certificate of two years for an application: the view has the certificate to upload, the key
 * never leaves. Where a credential works already, this renews it: the new one waits until it was uploaded and verified,
 * and one that waited before is forgotten. Raises HF_FORBIDDEN, HF_CONFLICT, HF_NOT_FOUND (no application of its own for
 * restores).
 */
export async function makeCertificate(
  control: SecretControl,
  actor: Actor,
  purpose: Purpose,
  version: number,
): Promise<Stored<ConnectionView>> {
  requirePermission(actor, 'organisation:write')
  const at = now(control)
  // Before the transaction: it takes a moment.
  const { certificate, privateKey, thumbprint, expiresAt } = await selfSigned({
    commonName: `Holdfast ${purpose}`,
    validFrom: new Date(at.getTime() - VALID_BEFORE),
    validTo: new Date(at.getTime() + VALID_DAYS * DAY),
    random: control.random,
  })
  const { value: connection } = await loadConnection(control.sql)
  const identity = { kind: 'certificate', id: newId(control) } as const
  return await editRegistration(control, actor, {
    purpose,
    version,
    action: 'connection.certificate-made',
    details: { thumbprint, expiresAt: expiresAt.toISOString() },
    edit: (registration) =>
      placeCredential(registration, {
        ...identity,
        certificate,
        sealed: sealCredential(control.secrets, { ...connection, ...registration }, identity, privateKey),
        thumbprint,
        expiresAt: expiresAt.toISOString(),
        addedAt: at.toISOString(),
      }),
  })
}
