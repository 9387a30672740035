import { HoldfastError } from '@holdfast/base'
import type { Control } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { openPlace } from './open-place.ts'
import type { OpenPlace, Room } from './storage-place.ts'

/** Milliseconds after which a storage that does not answer counts as unreachable: a share that hangs hangs for ever. */
const PATIENCE = 30_000

export interface LookOptions {
  readonly places?: OpenPlace
  readonly signal?: AbortSignal
  /** Milliseconds that each storage has to answer. */
  readonly patience?: number
}

export interface SeenStorage extends Pick<Row<'storage'>, 'id' | 'name' | 'kind' | 'region' | 'isDefault'> {
  /** Where it is; absent when its settings do not say. */
  readonly location?: string
  /** Why it cannot be reached; absent when it can. */
  readonly problem?: string
  readonly room?: Room
}

/** Looks whether each storage can be reached, and what room it has: all at the same time, by name. */
export async function lookAtStorages(
  control: Pick<Control, 'sql'>,
  { places = openPlace, signal, patience = PATIENCE }: LookOptions = {},
): Promise<readonly SeenStorage[]> {
  const storages = await control.sql
    .selectFrom('storage')
    .select(({ exists, selectFrom }) => [
      'storage.id',
      'storage.name',
      'storage.kind',
      'storage.region',
      'storage.isDefault',
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
  return await Promise.all(
    storages.map(async ({ settings, inUse, ...storage }) => {
      const open = () => places({ name: storage.name, kind: storage.kind, settings })
      return { ...storage, ...(await probe(open, Boolean(inUse), patience, signal)) }
    }),
  )
}

async function probe(
  open: () => ReturnType<OpenPlace>,
  inUse: boolean,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<Pick<SeenStorage, 'location' | 'problem' | 'room'>> {
  const late = AbortSignal.timeout(patience)
  const stopped = AbortSignal.any([late, ...(signal ? [signal] : [])])
  const { promise: end, reject } = Promise.withResolvers<never>()
  end.catch(() => {})
  stopped.addEventListener('abort', () => reject(stopped.reason), { once: true })
  let location: string | undefined
  const known = () => (location === undefined ? {} : { location })
  try {
    signal?.throwIfAborted()
    const place = open()
    location = place.location
    const room = await Promise.race([place.probe({ inUse, signal: stopped }), end])
    return { ...known(), ...(room && { room }) }
  } catch (error) {
    signal?.throwIfAborted()
    if (late.aborted) return { ...known(), problem: 'it does not answer' }
    if (!(error instanceof HoldfastError)) throw error
    return { ...known(), problem: String(error.context.reason ?? error.message) }
  }
}
