import { HoldfastError } from '@holdfast/base'
import { OpenedSnapshot } from '@holdfast/engine'
import { BlobReader, loadIndex, type Repository } from '@holdfast/repository'
import { ZodError } from 'zod'
import { readVaultSnapshots, type VaultSnapshots } from '../upkeep/vault-snapshots.ts'
import { type RecoveredState, readState } from './recovered-state.ts'

/** What a vault tells by itself. */
export interface ReadVault {
  readonly stored: VaultSnapshots
  /** By the newest backup that can be read; undefined when none can. */
  readonly newest?: { readonly opened: OpenedSnapshot; readonly state: RecoveredState }
  /** Why newer ones cannot, or what else is not whole. */
  readonly problem?: HoldfastError
}

export async function readVault(repository: Repository, signal?: AbortSignal): Promise<ReadVault> {
  const stored = await readVaultSnapshots(repository, signal)
  let problem: HoldfastError | undefined
  const index = await loadIndex(repository, {
    ...(signal && { signal }),
    onDamaged: (_, error) => {
      problem ??= error
    },
  })
  const reader = new BlobReader(repository, index)
  for (const snapshot of stored.backups.toReversed()) {
    signal?.throwIfAborted()
    try {
      const opened = await OpenedSnapshot.open(snapshot, reader)
      const state = await readState(snapshot, opened)
      return { stored, newest: { opened, state }, ...(problem && { problem }) }
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof ZodError) continue
      if (!(error instanceof HoldfastError)) throw error
      problem ??= error
    }
  }
  return { stored, ...(problem && { problem }) }
}
