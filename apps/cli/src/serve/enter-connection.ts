import {
  type ConnectionControl,
  changeConnection,
  readConnection,
  systemActor,
  verifyConnection,
} from '@holdfast/control'
import type { GraphConnection } from '@holdfast/graph'

/** Enters the organisation that was named at the start into the settings, unless it stands there and works. */
export async function enterConnection(
  control: ConnectionControl,
  { tenantId, clientId, clientSecret, cloud = 'global' }: GraphConnection,
): Promise<void> {
  const actor = systemActor('start')
  const { value: before, version } = await readConnection(control, actor)
  const isThere =
    before.tenantId === tenantId.toLowerCase() && before.backup.clientId === clientId.toLowerCase()
  if (!isThere && clientSecret !== undefined) {
    const backup = { clientId, clientSecret: { value: clientSecret, expiresAt: null } }
    await changeConnection(control, actor, { tenantId, cloud, backup }, version)
  }
  await verifyConnection(control, actor)
}
