import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Random, systemRandom } from '@holdfast/base'
import { createOnce, replaceFile } from './durable-file.ts'
import { secretErrors } from './errors.ts'
import { SECRET_KEY_BYTES, SecretBox } from './secret-box.ts'

/** One key a line, in base64: the newest last. */
const NAME = 'secrets.key'

/**
 * Opens the keys of sealed settings in the data directory; makes the first one when there is none yet.
 * Raises HF_SECRET_KEY_INVALID.
 */
export async function openSecretBox(folder: string, random: Random = systemRandom): Promise<SecretBox> {
  const file = join(folder, NAME)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new SecretBox(file, (await readKeys(file)) ?? (await firstKey(file, random)), random)
  } catch (error) {
    throw invalid(file, error)
  }
}

/**
 * Adds a key that seals from now on; what the older ones sealed still opens. Then seal again what there is
 * (`resealSecrets`), and `forgetOldSecretKeys`. Raises HF_SECRET_KEY_INVALID.
 */
export async function rotateSecretKey(folder: string, random: Random = systemRandom): Promise<SecretBox> {
  return await rewrite(folder, random, (keys) => [...keys, random.bytes(SECRET_KEY_BYTES)])
}

/** Leaves the newest key alone in the file: what an older one sealed is lost. Raises HF_SECRET_KEY_INVALID. */
export async function forgetOldSecretKeys(folder: string, random: Random = systemRandom): Promise<SecretBox> {
  return await rewrite(folder, random, (keys) => keys.slice(-1))
}

async function rewrite(
  folder: string,
  random: Random,
  change: (keys: readonly Buffer[]) => readonly Buffer[],
): Promise<SecretBox> {
  const file = join(folder, NAME)
  try {
    const before = await readKeys(file)
    if (before === undefined) throw new Error('it is not there')
    const keys = change(before)
    await replaceFile(file, textOf(keys), random)
    return new SecretBox(file, keys, random)
  } catch (error) {
    throw invalid(file, error)
  }
}

async function readKeys(file: string): Promise<readonly Buffer[] | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const keys = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Buffer.from(line.trim(), 'base64'))
  if (keys.length === 0) throw new Error('it is empty')
  if (keys.some((key) => key.length !== SECRET_KEY_BYTES))
    throw new Error('it does not hold keys of 32 bytes')
  return keys
}

async function firstKey(file: string, random: Random): Promise<readonly Buffer[]> {
  await createOnce(file, textOf([random.bytes(SECRET_KEY_BYTES)]), random)
  return (await readKeys(file)) ?? []
}

function textOf(keys: readonly Buffer[]): string {
  return keys.map((key) => `${key.toString('base64')}\n`).join('')
}

function invalid(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return secretErrors.HF_SECRET_KEY_INVALID({ file, reason }, { cause })
}
