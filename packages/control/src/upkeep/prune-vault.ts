import { HoldfastError, hasCode } from '@holdfast/base'
import { prune, type Repository } from '@holdfast/repository'
import { repackBytes, type UpkeepSettings } from './upkeep-settings.ts'

/** What is refused or fails because the vault is not whole, rather than for a passing reason. */
const DAMAGE = [
  'HF_PRUNE_UNSAFE',
  'HF_DAMAGED_FILE',
  'HF_PACK_DAMAGED',
  'HF_BLOB_MISSING',
  'HF_BLOB_DAMAGED',
  'HF_TREE_INVALID',
  'HF_STORAGE_NOT_FOUND',
  'HF_STORAGE_SHORT_READ',
] as const

/** Numbers of a prune, or why there was none. */
export type Pruned =
  | {
      readonly outcome: 'pruned'
      readonly removedPacks: number
      readonly repackedPacks: number
      readonly freedBytes: number
      /** Packs that wait for the next prune: what one may rewrite is bounded. */
      readonly postponedPacks: number
    }
  | { readonly outcome: 'refused'; readonly code: string }

/** Frees what no snapshot needs any more. Of a vault that is not whole nothing is removed. Exclusive lock held. */
export async function pruneVault(
  repository: Repository,
  settings: UpkeepSettings,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: object) => void },
): Promise<Pruned> {
  try {
    const { remove, repack, freedBytes, postponed } = await prune(repository, {
      maxUnusedPercent: settings.prune.maxUnusedPercent,
      maxRepackBytes: repackBytes(settings),
      signal,
      onProgress: (progress) => onProgress({ ...progress, phase: `pruning: ${progress.phase}` }),
    })
    return {
      outcome: 'pruned',
      removedPacks: remove.length,
      repackedPacks: repack.length,
      freedBytes,
      postponedPacks: postponed,
    }
  } catch (error) {
    if (!(error instanceof HoldfastError) || !hasCode(error, ...DAMAGE)) throw error
    // Its message may name files.
    return { outcome: 'refused', code: error.code }
  }
}
