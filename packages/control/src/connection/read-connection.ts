import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Stored } from '../settings/stored-setting.ts'
import { loadConnection } from './connection-setting.ts'
import { type ConnectionView, viewOf } from './connection-view.ts'

/** The connection without its secrets. Raises HF_FORBIDDEN. */
export async function readConnection({ sql }: Control, actor: Actor): Promise<Stored<ConnectionView>> {
  requirePermission(actor, 'organisation:read')
  return viewOf(await loadConnection(sql))
}
