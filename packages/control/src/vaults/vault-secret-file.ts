import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Random, systemRandom } from '@holdfast/base'
import { createOnce } from '../secrets/durable-file.ts'
import { secretErrors } from '../secrets/errors.ts'

const NAME = 'vaults.key'
const BYTES = 32

/**
 * The secret that the passwords of vaults are made of, in the data directory; made when there is none yet. Whoever loses
 * it loses every vault. Raises HF_SECRET_KEY_INVALID.
 */
export async function openVaultSecret(folder: string, random: Random = systemRandom): Promise<Buffer> {
  const file = join(folder, NAME)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const text = await readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      await createOnce(file, `${random.bytes(BYTES).toString('base64')}\n`, random)
      return await readFile(file, 'utf8')
    })
    const secret = Buffer.from(text.trim(), 'base64')
    if (secret.length !== BYTES) throw new Error(`it does not hold a key of ${BYTES} bytes`)
    return secret
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw secretErrors.HF_SECRET_KEY_INVALID({ file, reason }, { cause })
  }
}
