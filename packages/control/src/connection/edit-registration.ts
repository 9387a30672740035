import type { Purpose } from '@holdfast/graph'
import type { Actor } from '../access/actor.ts'
import type { AuditDetails } from '../audit/audit-event.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { type Stored, writeSetting } from '../settings/stored-setting.ts'
import { connectionSetting, loadConnection, type Registration } from './connection-setting.ts'
import { type ConnectionView, viewOf } from './connection-view.ts'

interface RegistrationEdit {
  readonly purpose: Purpose
  /** The one that was read. */
  readonly version: number
  readonly action: string
  readonly details?: AuditDetails
  readonly edit: (registration: Registration) => Registration
}

/**
 * Changes one application of the connection, over `version`, and says so in the audit trail.
 * Raises HF_CONFLICT, HF_NOT_FOUND (no application of its own for restores).
 */
export async function editRegistration(
  control: Control,
  actor: Actor,
  { purpose, version, action, details, edit }: RegistrationEdit,
): Promise<Stored<ConnectionView>> {
  return await control.sql.transaction().execute(async (transaction) => {
    const { value: before } = await loadConnection(transaction)
    const registration = before[purpose]
    if (registration === null) throw controlErrors.HF_NOT_FOUND({ what: 'application for', id: purpose })
    const value = { ...before, [purpose]: edit(registration) }
    const written = await writeSetting(control, transaction, connectionSetting.key, value, version)
    await recordAudit(control, transaction, actor, {
      action,
      target: { kind: 'setting', id: connectionSetting.key },
      details: { purpose, ...details },
    })
    return viewOf({ value, version: written })
  })
}
