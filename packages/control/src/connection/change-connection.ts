import type { Purpose } from '@holdfast/graph'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { newId, now } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import { type Stored, writeSetting } from '../settings/stored-setting.ts'
import { type ConnectionChange, connectionChange, type RegistrationChange } from './connection-change.ts'
import {
  type Connection,
  type Credential,
  connectionSetting,
  loadConnection,
  type Registration,
} from './connection-setting.ts'
import { type ConnectionView, viewOf } from './connection-view.ts'
import { placeCredential } from './place-credential.ts'
import { sealCredential } from './seal-credential.ts'

/**
 * Replaces what was entered of the connection; `version` is the one that was read. A new secret beside a credential that
 * works waits until it was verified. Another tenant, cloud or application forgets the secret, which was not entered for it;
 * certificates stay. Raises HF_FORBIDDEN, HF_INVALID, HF_CONFLICT.
 */
export async function changeConnection(
  control: SecretControl,
  actor: Actor,
  input: ConnectionChange,
  version: number,
): Promise<Stored<ConnectionView>> {
  requirePermission(actor, 'organisation:write')
  const { backup, restore, ...organisation } = parseInput(connectionChange, input)
  for (const change of [backup, restore]) refuseExpired(control, change)
  if (restore?.clientId === backup.clientId)
    throw controlErrors.HF_INVALID({ reason: 'restore: needs an application of its own, or none' })
  return await control.sql.transaction().execute(async (transaction) => {
    const { value: before } = await loadConnection(transaction)
    const change = { control, before, after: organisation }
    const value: Connection = {
      ...organisation,
      backup: changeRegistration(change, before.backup, backup),
      restore: restore && changeRegistration(change, before.restore, restore),
    }
    const written = await writeSetting(control, transaction, connectionSetting.key, value, version)
    await recordAudit(control, transaction, actor, {
      action: 'connection.changed',
      target: { kind: 'setting', id: connectionSetting.key },
      details: {
        tenantId: value.tenantId,
        cloud: value.cloud,
        licences: value.licences,
        clientId: value.backup.clientId,
        restoreClientId: value.restore?.clientId ?? null,
        newSecrets: [...newSecretFor('backup', backup), ...newSecretFor('restore', restore)],
      },
    })
    return viewOf({ value, version: written })
  })
}

interface Change {
  readonly control: SecretControl
  readonly before: Connection
  readonly after: Pick<Connection, 'tenantId' | 'cloud'>
}

function changeRegistration(
  { control, before, after }: Change,
  was: Registration | null,
  { clientId, clientSecret }: RegistrationChange,
): Registration {
  const isSame =
    was?.clientId === clientId && before.tenantId === after.tenantId && before.cloud === after.cloud
  const kept = (credential: Credential | null | undefined): Credential | null =>
    credential && (isSame || credential.kind === 'certificate') ? credential : null
  const credentials = [kept(was?.current), kept(was?.next)].filter((credential) => credential !== null)
  const [current = null, next = null] = credentials
  const registration = { clientId, current, next }
  if (!clientSecret) return registration
  const { value, expiresAt } = clientSecret
  const identity = { kind: 'secret', id: newId(control) } as const
  return placeCredential(registration, {
    ...identity,
    sealed: sealCredential(control.secrets, { ...after, clientId }, identity, value),
    expiresAt,
    addedAt: now(control).toISOString(),
  })
}

function refuseExpired(control: SecretControl, change: RegistrationChange | null): void {
  const expiresAt = change?.clientSecret?.expiresAt
  if (expiresAt && Date.parse(expiresAt) <= control.clock.now())
    throw controlErrors.HF_INVALID({ reason: 'clientSecret.expiresAt: it has expired already' })
}

function newSecretFor(purpose: Purpose, change: RegistrationChange | null): readonly Purpose[] {
  return change?.clientSecret ? [purpose] : []
}
