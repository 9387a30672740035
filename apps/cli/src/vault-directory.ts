import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, hasCode, systemRandom } from '@holdfast/base'
import { Repository } from '@holdfast/repository'
import { readSecret, storageAt, writeSecret } from './repository-options.ts'

/** Where the vault of one drive lies. */
export interface VaultPlace {
  readonly repository: string
  readonly passwordFile: string
}

/**
 * A data directory: `vaults/<name>` for each drive and `keys/<name>.password` beside them. The name comes from the drive's id,
 * which stays when its owner is renamed.
 */
export function vaultPlace(dataDirectory: string, driveId: string): VaultPlace {
  const name = createHash('sha256').update(driveId).digest('hex').slice(0, 16)
  return {
    repository: join(dataDirectory, 'vaults', name),
    passwordFile: join(dataDirectory, 'keys', `${name}.password`),
  }
}

/** Opens a vault, and makes it on first use. Its password is written before anything that needs it. */
export async function openVault(
  place: VaultPlace,
  options: { clock: Clock; signal: AbortSignal },
): Promise<Repository> {
  const known = await stat(place.passwordFile).then(
    () => true,
    () => false,
  )
  if (!known) await writeSecret(place.passwordFile, systemRandom.bytes(24).toString('base64url'))
  const password = await readSecret(place.passwordFile)
  const storage = storageAt(place.repository)
  try {
    return await Repository.open(storage, { password }, options)
  } catch (error) {
    if (!hasCode(error, 'HF_NO_REPOSITORY')) throw error
    return await Repository.initOrFinish(storage, { password, clock: options.clock })
  }
}
