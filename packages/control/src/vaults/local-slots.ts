import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Random, systemRandom } from '@holdfast/base'
import { replaceFile } from '../secrets/durable-file.ts'
import type { SlotStore } from './storage-place.ts'

/** Beside restic's own files, which it leaves alone. */
export const SLOTS_FILE = 'holdfast-key-slots.json'

/** The key slots in a vault's folder. */
export function localSlots(folder: string, random: Random = systemRandom): SlotStore {
  const file = join(folder, SLOTS_FILE)
  return {
    async read() {
      try {
        return await readFile(file, 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async write(text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await replaceFile(file, text, random)
    },
    remove: () => rm(file, { force: true }),
  }
}
