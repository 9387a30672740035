import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Random, systemRandom } from '@holdfast/base'
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
    const keys = change((await readKeys(file)) ?? [])
    if (keys.length === 0) throw new Error('it is not there')
    const written = await writeBeside(file, keys, random)
    await rename(written, file)
    await syncFolder(dirname(file))
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

/** Two processes that begin together use one key: the file appears whole, and only once. */
async function firstKey(file: string, random: Random): Promise<readonly Buffer[]> {
  const written = await writeBeside(file, [random.bytes(SECRET_KEY_BYTES)], random)
  try {
    await link(written, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(written, { force: true })
  }
  await syncFolder(dirname(file))
  return (await readKeys(file)) ?? []
}

async function writeBeside(file: string, keys: readonly Buffer[], random: Random): Promise<string> {
  const path = `${file}.${random.bytes(8).toString('hex')}`
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(keys.map((key) => `${key.toString('base64')}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return path
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot sync a folder: there the name is durable by the file system's own means.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function invalid(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return secretErrors.HF_SECRET_KEY_INVALID({ file, reason }, { cause })
}
