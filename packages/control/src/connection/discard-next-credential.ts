import type { Purpose } from '@holdfast/graph'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Stored } from '../settings/stored-setting.ts'
import type { ConnectionView } from './connection-view.ts'
import { editRegistration } from './edit-registration.ts'

/** Forgets a certificate or secret that waits to be verified; the current one stays. Raises HF_FORBIDDEN, HF_CONFLICT, HF_NOT_FOUND. */
export async function discardNextCredential(
  control: Control,
  actor: Actor,
  purpose: Purpose,
  version: number,
): Promise<Stored<ConnectionView>> {
  requirePermission(actor, 'organisation:write')
  return await editRegistration(control, actor, {
    purpose,
    version,
    action: 'connection.credential-discarded',
    edit: (registration) => ({ ...registration, next: null }),
  })
}
