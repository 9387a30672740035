import { type Actor, requirePermission } from '../access/actor.ts'
import { resolveAlert } from '../alerts/resolve-alert.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { writeSetting } from '../settings/stored-setting.ts'
import { connectionSetting, loadConnection } from './connection-setting.ts'
import { forgetState } from './stored-state.ts'

/**
 * Forgets the connection with its secrets and keys; people and backups stay. What Microsoft was granted is taken back
 * there. Gives the new version. Raises HF_FORBIDDEN, HF_CONFLICT.
 */
export async function removeConnection(control: Control, actor: Actor, version: number): Promise<number> {
  requirePermission(actor, 'organisation:write')
  return await control.sql.transaction().execute(async (transaction) => {
    const { value: before } = await loadConnection(transaction)
    const nothing = connectionSetting.schema.parse({})
    const written = await writeSetting(control, transaction, connectionSetting.key, nothing, version)
    await forgetState(transaction)
    // They end by themselves: nobody can sign in to end them any more.
    await transaction.deleteFrom('graphSubscription').execute()
    for (const subject of ['backup', 'restore'])
      await resolveAlert(control, transaction, { kind: 'microsoft-365-not-connected', subject })
    await recordAudit(control, transaction, actor, {
      action: 'connection.removed',
      target: { kind: 'setting', id: connectionSetting.key },
      details: { tenantId: before.tenantId, clientId: before.backup.clientId },
    })
    return written
  })
}
