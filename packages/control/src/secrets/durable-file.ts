import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Random } from '@holdfast/base'

/** Makes a file that only this account of the machine can read, whole and only once: of two that begin together, one wins. */
export async function createOnce(file: string, text: string, random: Random): Promise<void> {
  const written = await writeBeside(file, text, random)
  try {
    await link(written, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(written, { force: true })
  }
  await syncFolder(dirname(file))
}

/** Puts a file in the place of another, whole or not at all; only this account of the machine can read it. */
export async function replaceFile(file: string, text: string, random: Random): Promise<void> {
  await rename(await writeBeside(file, text, random), file)
  await syncFolder(dirname(file))
}

/** Writes a new file in the same folder, to be renamed when it is wanted; gives its path. */
export async function writeBeside(file: string, text: string, random: Random): Promise<string> {
  const path = `${file}.${random.bytes(8).toString('hex')}`
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return path
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot sync a folder: there the name is durable by the file system's own means.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
