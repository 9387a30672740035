import { constants, zstdCompressSync } from 'node:zlib'

/** restic's default level. */
const LEVEL = 3
const SAMPLES = 4
const SAMPLE_SIZE = 1024
/** Shorter content is simply tried. */
const WORTH_SAMPLING = SAMPLES * SAMPLE_SIZE
/** Bits a byte: 4 KiB of random bytes measure 7.95, text below 5. */
const RANDOM = 7.85

/**
 * The content compressed, or undefined when that makes it no shorter. Photos, films, archives and Office files do not
 * shrink: a look at a few places saves most of the time that finding this out would take.
 */
export function compressed(plaintext: Uint8Array): Buffer | undefined {
  // An empty blob must not be marked as compressed: its length 0 would mean "plain".
  if (plaintext.length === 0 || looksRandom(plaintext)) return undefined
  const packed = zstdCompressSync(plaintext, {
    // zstd's own bound: the result comes in one piece, without a second call.
    chunkSize: plaintext.length + (plaintext.length >>> 8) + 1024,
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL },
  })
  return packed.length < plaintext.length ? packed : undefined
}

const counts = new Uint16Array(256)
const LOG2 = Float64Array.from({ length: SAMPLES * SAMPLE_SIZE + 1 }, (_, n) =>
  n === 0 ? 0 : n * Math.log2(n),
)

/** Whether the bytes of a few samples are spread as evenly as those of compressed or encrypted content. */
function looksRandom(plaintext: Uint8Array): boolean {
  if (plaintext.length < WORTH_SAMPLING) return false
  counts.fill(0)
  const step = Math.floor((plaintext.length - SAMPLE_SIZE) / (SAMPLES - 1))
  for (let from = 0, sample = 0; sample < SAMPLES; sample++, from += step) {
    for (let at = from; at < from + SAMPLE_SIZE; at++) (counts[plaintext[at] as number] as number)++
  }
  const total = SAMPLES * SAMPLE_SIZE
  let sum = 0
  for (let byte = 0; byte < 256; byte++) sum += LOG2[counts[byte] as number] as number
  return Math.log2(total) - sum / total > RANDOM
}
