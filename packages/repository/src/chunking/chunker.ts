import { createHash } from 'node:crypto'

/** How large the pieces of a file become, bytes. */
export interface ChunkSizes {
  readonly min: number
  /** A cut comes after `min` plus, on average, 2^bits bytes. */
  readonly bits: number
  readonly max: number
}

/**
 * What files are cut into: restic's sizes, with a quarter of its maximum. One piece in four would be larger, and each file
 * under way needs two buffers of the maximum.
 */
export const DATA_CHUNKS: ChunkSizes = { min: 512 * 1024, bits: 20, max: 2 * 1024 * 1024 }

/** For tables that change in few lines from run to run: small pieces, so that the rest is found again. */
export const METADATA_CHUNKS: ChunkSizes = { min: 8 * 1024, bits: 15, max: 128 * 1024 }

/** The gear hash remembers this many bytes: each shifts one bit further out of 32. */
const WINDOW = 32

/**
 * Content-defined chunking by a gear hash: the hash shifts left and adds a random number for each byte, and a cut comes
 * where its highest bits are zero. A cut depends only on the bytes since the last one, so the same content gives the same
 * pieces wherever it begins. The random numbers come from the repository's secret, so that sizes betray no content.
 */
export class Chunker {
  readonly #gear: Uint32Array
  readonly #sizes: ChunkSizes
  readonly #mask: number

  constructor(polynomial: string, sizes: ChunkSizes) {
    this.#gear = gearTable(polynomial)
    this.#sizes = sizes
    this.#mask = (0xffffffff << (32 - sizes.bits)) | 0
  }

  /** The largest piece: a buffer of this size always holds a cut. */
  get maximum(): number {
    return this.#sizes.max
  }

  /**
   * The end of the piece that begins at `from`, or undefined when the content up to `to` does not decide it yet.
   *
   * @param searched up to where an earlier call looked in vain, with less content: that much is not looked at again
   */
  next(data: Uint8Array, from: number, to: number, searched = from): number | undefined {
    const { min, max } = this.#sizes
    const end = Math.min(to, from + max)
    const gear = this.#gear
    const mask = this.#mask
    let hash = 0
    // The hash knows only the last bytes: it can begin anywhere, that many before the first place for a cut.
    let at = Math.max(from + min, searched) - WINDOW
    for (const warm = Math.min(end, Math.max(from + min, searched)); at < warm; at++) {
      hash = ((hash << 1) + (gear[data[at] as number] as number)) | 0
    }
    for (; at < end; at++) {
      hash = ((hash << 1) + (gear[data[at] as number] as number)) | 0
      if ((hash & mask) === 0) return at + 1
    }
    return end === from + max ? end : undefined
  }

  /**
   * All cuts of a content; the rest after the last one counts as a piece only when the content is `final`.
   *
   * @param searched how much of it is the rest of an earlier call, in which there was no cut
   */
  cuts(data: Uint8Array, final: boolean, searched = 0): number[] {
    const cuts: number[] = []
    let from = 0
    for (
      let cut = this.next(data, from, data.length, searched);
      cut !== undefined;
      cut = this.next(data, from, data.length)
    ) {
      cuts.push(cut)
      from = cut
    }
    if (final && from < data.length) cuts.push(data.length)
    return cuts
  }
}

function gearTable(polynomial: string): Uint32Array {
  const table = new Uint32Array(256)
  for (let i = 0; i < 32; i++) {
    const block = createHash('sha256').update(`holdfast gear ${polynomial} ${i}`).digest()
    for (let j = 0; j < 8; j++) table[i * 8 + j] = block.readUInt32LE(j * 4)
  }
  return table
}
