import type { Id } from '../format/id.ts'
import type { BlobLocation } from '../index/blob-index.ts'

/** A blob of a file, and which of its bytes are wanted. */
export interface PlannedBlob {
  readonly id: Id
  readonly place: BlobLocation
  readonly from: number
  readonly to: number
}

const MAX_READ = 8 * 1024 * 1024

/** Groups blobs that follow each other in a pack, so that one read fetches them, up to 8 MiB. */
export function planReads(blobs: readonly PlannedBlob[]): PlannedBlob[][] {
  const reads: PlannedBlob[][] = []
  let current: PlannedBlob[] = []
  for (const blob of blobs) {
    const first = current[0]
    const last = current.at(-1)
    const adjoins =
      first !== undefined &&
      last !== undefined &&
      blob.place.pack === last.place.pack &&
      blob.place.offset === last.place.offset + last.place.length &&
      blob.place.offset + blob.place.length - first.place.offset <= MAX_READ
    if (adjoins) current.push(blob)
    else {
      current = [blob]
      reads.push(current)
    }
  }
  return reads
}
