import { Semaphore } from '@holdfast/base'
import type { FileType, Storage } from '@holdfast/repository'

/** The keys first: from then on nobody can read the rest, whenever it goes. */
const ORDER: readonly FileType[] = ['key', 'config', 'snapshot', 'index', 'pack', 'lock']

/** Files removed at the same time. */
const LANES = 8

export interface Erased {
  readonly files: number
  readonly bytes: number
}

/** Removes every file of a repository. Goes on where an earlier call ended; needs no key. */
export async function eraseRepository(
  storage: Storage,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (erased: Erased) => void } = {},
): Promise<Erased> {
  const lanes = new Semaphore(LANES)
  const options = { ...(signal && { signal }) }
  let [files, bytes] = [0, 0]
  for (const type of ORDER) {
    const found = await Array.fromAsync(storage.list(type, options))
    await Promise.all(
      found.map(({ name, size }) =>
        lanes.run(async () => {
          await storage.remove({ type, name }, options)
          files++
          bytes += size
          onProgress?.({ files, bytes })
        }),
      ),
    )
  }
  return { files, bytes }
}
