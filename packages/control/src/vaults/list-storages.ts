import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { type LookOptions, lookAtStorages, type SeenStorage } from './look-at-storages.ts'
import type { Room } from './storage-place.ts'

/** Somebody waits for the answer. */
const PATIENCE = 5_000

export interface ListedStorage extends Omit<SeenStorage, 'location' | 'problem' | 'room'> {
  /** Where it is; null when its settings do not say. Without secrets. */
  readonly location: string | null
  /** Vaults that lie there. */
  readonly vaults: number
  readonly storedBytes: number
  /** Null where it is not known. */
  readonly room: Room | null
  /** Why it cannot be reached; null when it can. */
  readonly problem: string | null
}

/** Every storage, as it is at the moment. Needs `organisation:read`. Raises HF_FORBIDDEN. */
export async function listStorages(
  control: Pick<Control, 'sql'>,
  actor: Actor,
  options: LookOptions = {},
): Promise<readonly ListedStorage[]> {
  requirePermission(actor, 'organisation:read')
  const sums = await control.sql
    .selectFrom('vault')
    .select(({ fn }) => [
      'storageId',
      fn.countAll<number>().as('vaults'),
      fn.sum<string | null>('storedBytes').as('bytes'),
    ])
    .where('destroyedAt', 'is', null)
    .groupBy('storageId')
    .execute()
  const seen = await lookAtStorages(control, { patience: PATIENCE, ...options })
  return seen.map(({ location = null, problem = null, room = null, ...storage }) => {
    const sum = sums.find(({ storageId }) => storageId === storage.id)
    return {
      ...storage,
      location,
      problem,
      room,
      vaults: Number(sum?.vaults ?? 0),
      storedBytes: Number(sum?.bytes ?? 0),
    }
  })
}
