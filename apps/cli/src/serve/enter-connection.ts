import {
  type ConnectionControl,
  changeConnection,
  connectionState,
  readConnection,
  systemActor,
  verifyConnection,
} from '@holdfast/control'
import type { GraphConnection } from '@holdfast/graph'

/**
 * Enters the organisation that was named at the start into the settings, unless what stands there works: an administrator
 * may know better by now. A new secret in the environment mends a connection whose old one has expired.
 */
export async function enterConnection(
  control: ConnectionControl,
  { tenantId, clientId, clientSecret, cloud = 'global' }: GraphConnection,
): Promise<void> {
  const actor = systemActor('start')
  const stateNow = async () => (await connectionState(control, control.sql)).backup.state
  if ((await stateNow()) !== 'not-configured') await verifyConnection(control, actor)
  if (clientSecret === undefined || (await stateNow()) === 'connected') return
  const { value: before, version } = await readConnection(control, actor)
  const isSameTenant = before.tenantId === tenantId.toLowerCase()
  const change = {
    tenantId,
    cloud,
    licences: before.licences,
    backup: { clientId, clientSecret: { value: clientSecret, expiresAt: null } },
    // What only the settings know stays there.
    restore: isSameTenant && before.restore ? { clientId: before.restore.clientId } : null,
  }
  await changeConnection(control, actor, change, version)
  await verifyConnection(control, actor)
}
