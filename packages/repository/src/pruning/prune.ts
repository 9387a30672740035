import type { Repository } from '../repository.ts'
import { IndexCollector } from '../writing/index-collector.ts'
import { PackCopier } from '../writing/pack-copier.ts'
import { type PruneOptions, type PrunePlan, planPrune } from './plan-prune.ts'

export interface PruneRunOptions extends PruneOptions {
  readonly dryRun?: boolean
  readonly onProgress?: (progress: {
    readonly phase: 'repack' | 'remove'
    readonly done: number
    readonly total: number
  }) => void
}

/**
 * Removes what no snapshot needs, and what killed processes left half written. The caller holds an exclusive lock. Order of effects: new packs, new index files, old
 * index files go, old packs go; nothing is deleted before what replaces it is durable, so a stop at any point loses nothing.
 */
export async function prune(repository: Repository, options: PruneRunOptions = {}): Promise<PrunePlan> {
  const plan = await planPrune(repository, options)
  if (options.dryRun) return plan
  await repository.storage.removeUnfinished(options.signal && { signal: options.signal })
  if (plan.remove.length === 0 && plan.repack.length === 0) return plan
  const { signal, onProgress } = options
  const collector = new IndexCollector(repository)
  const copier = new PackCopier(repository, collector, signal)
  for (const [done, pack] of plan.repack.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ phase: 'repack', done, total: plan.repack.length })
    await copier.take(pack)
  }
  await copier.finish()
  for (const pack of plan.keep) await collector.add(pack.id, pack.entries)
  await collector.flush()
  // From here on the new index is complete: what follows only takes away, and is finished even when a cancel comes.
  for (const id of plan.oldIndexes) await repository.storage.remove({ type: 'index', name: id })
  const gone = [...plan.remove.map((pack) => pack.id), ...plan.repack.map((pack) => pack.id)]
  for (const [done, name] of gone.entries()) {
    onProgress?.({ phase: 'remove', done, total: gone.length })
    await repository.storage.remove({ type: 'pack', name })
  }
  return plan
}
