import { HoldfastError } from '@holdfast/base'
import { raiseAlerts } from '../alerts/raise-alert.ts'
import { resolveWhere } from '../alerts/resolve-alert.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { UPKEEP_SETTING } from '../upkeep/upkeep-settings.ts'
import { openPlace } from './open-place.ts'
import type { OpenPlace, Room } from './storage-place.ts'

/** Milliseconds after which a storage that does not answer counts as unreachable: a share that hangs hangs for ever. */
const PATIENCE = 30_000

export interface StorageState {
  readonly id: string
  readonly name: string
  /** Why it cannot be reached; absent when it can. */
  readonly problem?: string
  readonly room?: Room
}

/**
 * Looks whether each storage can be reached and has room left; raises and ends the alerts `storage-unreachable` and
 * `space-low`. Made to run every few minutes. Gives what it found.
 */
export async function checkStorages(
  control: Control,
  { places = openPlace, signal }: { readonly places?: OpenPlace; readonly signal?: AbortSignal } = {},
): Promise<StorageState[]> {
  const storages = await control.sql
    .selectFrom('storage')
    .select(({ exists, selectFrom }) => [
      'storage.id',
      'storage.name',
      'storage.kind',
      'storage.settings',
      exists(
        selectFrom('vault')
          .select('vault.id')
          .whereRef('vault.storageId', '=', 'storage.id')
          .where('vault.repositoryId', 'is not', null)
          .where('vault.destroyedAt', 'is', null),
      ).as('inUse'),
    ])
    .orderBy('storage.name')
    .execute()
  const states: StorageState[] = []
  for (const { id, name, inUse, ...storage } of storages) {
    const found = await probe(() => places({ name, ...storage }), Boolean(inUse), signal)
    states.push({ id, name, ...found })
  }
  await tell(control, states)
  return states
}

async function probe(
  open: () => ReturnType<OpenPlace>,
  inUse: boolean,
  signal: AbortSignal | undefined,
): Promise<Pick<StorageState, 'problem' | 'room'>> {
  const late = AbortSignal.timeout(PATIENCE)
  const stopped = AbortSignal.any([late, ...(signal ? [signal] : [])])
  const { promise: end, reject } = Promise.withResolvers<never>()
  end.catch(() => {})
  stopped.addEventListener('abort', () => reject(stopped.reason), { once: true })
  try {
    signal?.throwIfAborted()
    const room = await Promise.race([open().probe({ inUse, signal: stopped }), end])
    return { ...(room && { room }) }
  } catch (error) {
    signal?.throwIfAborted()
    if (late.aborted) return { problem: 'it does not answer' }
    if (!(error instanceof HoldfastError)) throw error
    return { problem: String(error.context.reason ?? error.message) }
  }
}

async function tell(control: Control, states: readonly StorageState[]): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    const { value } = await readSetting(transaction, UPKEEP_SETTING)
    const unreachable = states.flatMap(({ id, name, problem }) =>
      problem === undefined ? [] : [{ subject: id, details: { storage: name, reason: problem } }],
    )
    const low = states.flatMap(({ id, name, room }) => {
      if (!room || room.total === 0) return []
      const freePercent = Math.floor((100 * room.free) / room.total)
      return freePercent < value.lowSpacePercent
        ? [{ subject: id, details: { place: name, freePercent } }]
        : []
    })
    await raiseAlerts(control, transaction, 'storage-unreachable', unreachable)
    await raiseAlerts(control, transaction, 'space-low', low)
    const reachable = states.filter(({ problem }) => problem === undefined).map(({ id }) => id)
    // Of one that cannot be reached nobody knows how much room it has: that alert stays as it is.
    const roomy = reachable.filter((id) => !low.some(({ subject }) => subject === id))
    await end(control, transaction, 'storage-unreachable', reachable)
    await end(control, transaction, 'space-low', roomy)
  })
}

async function end(
  control: Control,
  transaction: Sql,
  kind: 'storage-unreachable' | 'space-low',
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length === 0) return
  await resolveWhere(control, transaction, (query) =>
    query.where('kind', '=', kind).where('subject', 'in', subjects),
  )
}
