import type { Repository } from '@holdfast/repository'

/** Bytes that the content of a vault takes in its storage. */
export async function storedBytes(repository: Repository, signal?: AbortSignal): Promise<number> {
  let bytes = 0
  for await (const { size } of repository.storage.list('pack', { ...(signal && { signal }) })) bytes += size
  return bytes
}
