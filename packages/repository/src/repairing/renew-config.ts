import { HoldfastError, hasCode, systemRandom } from '@holdfast/base'
import { readHeader } from '../checking/check-pack.ts'
import { repositoryErrors } from '../errors.ts'
import { encodeConfig, newConfig } from '../format/config.ts'
import { type Id, idOf } from '../format/id.ts'
import type { MasterKey } from '../format/master-key.ts'
import { findKey, Repository, type RepositoryOptions } from '../repository.ts'
import type { Storage } from '../storage/storage.ts'

/**
 * Makes a new config where the old one is gone or damaged: every snapshot can be read again. The secret that decided where
 * files are cut went with the old one, so large files that change are stored anew as a whole. Nothing is written unless the
 * key opens a file of this repository: another vault's key file must not take it over. Gives whether a config was made.
 * Raises HF_NO_REPOSITORY, HF_WRONG_PASSWORD, HF_CONFIG_DAMAGED.
 */
export async function renewConfig(
  storage: Storage,
  password: string,
  options: RepositoryOptions = {},
): Promise<boolean> {
  let reason: unknown
  try {
    await Repository.open(storage, { password }, options)
    return false
  } catch (error) {
    if (!hasCode(error, 'HF_NO_REPOSITORY', 'HF_CONFIG_DAMAGED')) throw error
    reason = error
  }
  let keys = 0
  for await (const _ of storage.list('key')) keys++
  if (keys === 0) throw reason
  const masterKey = await findKey(storage, password, options)
  if (!(await opensSomething(storage, masterKey)))
    throw repositoryErrors.HF_CONFIG_DAMAGED({ reason: 'and the key opens nothing in this repository' })
  const random = options.random ?? systemRandom
  await storage.remove({ type: 'config', name: '' })
  await storage.save({ type: 'config', name: '' }, masterKey.seal(encodeConfig(newConfig(random)), random))
  return true
}

async function opensSomething(storage: Storage, key: MasterKey): Promise<boolean> {
  for (const type of ['snapshot', 'index', 'pack'] as const) {
    for await (const { name } of storage.list(type)) {
      const bytes = await storage.load({ type, name })
      if (idOf(bytes) === name && opens(type, bytes, name as Id, key)) return true
    }
  }
  return false
}

function opens(type: 'snapshot' | 'index' | 'pack', bytes: Buffer, id: Id, key: MasterKey): boolean {
  if (type === 'pack') return typeof readHeader(bytes, id, key) !== 'string'
  try {
    key.open(bytes)
    return true
  } catch (error) {
    if (error instanceof HoldfastError) return false
    throw error
  }
}
