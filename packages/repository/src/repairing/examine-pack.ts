import { blobProblem } from '../checking/blob-problem.ts'
import { readHeader } from '../checking/check-pack.ts'
import { type Id, idOf } from '../format/id.ts'
import type { MasterKey } from '../format/master-key.ts'
import type { PackEntry } from '../format/pack-header.ts'

/** What a pack file is still good for. */
export interface ExaminedPack {
  readonly id: Id
  /** Whether every byte is as it was written; the entries are then those of its header. */
  readonly sound: boolean
  /** Whole by its name, and sealed with another key: another vault's, of which this may be the only copy. */
  readonly foreign: boolean
  /** The blobs that open to the content their ids name. */
  readonly good: readonly PackEntry[]
}

/**
 * Looks at every byte of a pack. A damaged one is searched for what header and index say lies in it; a blob counts only
 * when it opens to its id, so that it does not matter who is right.
 *
 * @param indexed what index files say of this pack, as far as they can be read
 */
export function examinePack(
  id: Id,
  bytes: Buffer,
  indexed: readonly PackEntry[],
  key: MasterKey,
): ExaminedPack {
  const read = readHeader(bytes, id, key)
  const header = typeof read === 'string' ? undefined : read
  const whole = idOf(bytes) === id
  const candidates = new Map<string, PackEntry>()
  for (const entry of [...(header ?? []), ...indexed]) {
    candidates.set(`${entry.type} ${entry.id} ${entry.offset}`, entry)
  }
  const good = [...candidates.values()].filter((entry) => blobProblem(entry, bytes, key) === undefined)
  return {
    id,
    sound: whole && header !== undefined && good.length === header.length,
    foreign: whole && header === undefined && good.length === 0,
    good,
  }
}
