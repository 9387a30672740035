import { join } from 'node:path'
import { systemClock, systemRandom } from '@holdfast/base'
import {
  createControl,
  derivedVaultKeys,
  ensureLocalStorage,
  openDatabase,
  openVaultSecret,
  type RebuildOptions,
  type RebuildResult,
  rebuild,
  VaultStore,
} from '@holdfast/control'
import { lockDirectory } from './directory-lock.ts'
import { databaseOf, type ServerPlace } from './server-place.ts'

export interface RebuildDatabaseOptions extends RebuildOptions, ServerPlace {}

/**
 * Makes the database of a server that does not run anew, from what its storage says. Raises HF_DATA_DIRECTORY_BUSY,
 * HF_DATABASE_UNAVAILABLE, HF_SECRET_KEY_INVALID, and what `rebuild` raises.
 */
export async function rebuildDatabase(options: RebuildDatabaseOptions): Promise<RebuildResult> {
  const { dataDirectory, clock = systemClock, random = systemRandom } = options
  await using _ = await lockDirectory(dataDirectory)
  await using database = await openDatabase(databaseOf(options))
  const control = createControl(database, { clock, random })
  await ensureLocalStorage(control, join(dataDirectory, 'storage'))
  const vaults = new VaultStore(control, derivedVaultKeys(await openVaultSecret(dataDirectory, random)))
  return await rebuild(control, vaults, options)
}
