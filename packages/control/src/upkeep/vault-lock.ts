import { hasCode } from '@holdfast/base'
import { acquireLock, type Lock, type Repository } from '@holdfast/repository'

/** The lock of a vault; undefined while others have it: there is no hurry, and a backup must not wait for upkeep. */
export async function lockVault(
  repository: Repository,
  options: { readonly exclusive: boolean; readonly signal: AbortSignal },
): Promise<Lock | undefined> {
  try {
    return await acquireLock(repository, options)
  } catch (error) {
    if (hasCode(error, 'HF_LOCKED')) return undefined
    throw error
  }
}
