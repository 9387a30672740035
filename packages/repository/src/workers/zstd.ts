import { constants, zstdCompressSync } from 'node:zlib'

/** restic's default level. */
const LEVEL = 3
const SAMPLES = 3
const SAMPLE_SIZE = 8 * 1024
/** Shorter content is simply tried. */
const WORTH_SAMPLING = 64 * 1024
/** What samples must shrink to for the whole to be worth the work. */
const WORTH_COMPRESSING = 0.97

/**
 * The content compressed, or undefined when that makes it no shorter. Photos, films, archives and Office files do not
 * shrink: a look at three places saves most of the time that finding this out would take.
 */
export function compressed(plaintext: Uint8Array): Buffer | undefined {
  // An empty blob must not be marked as compressed: its length 0 would mean "plain".
  if (plaintext.length === 0 || !looksCompressible(plaintext)) return undefined
  const packed = pack(plaintext, LEVEL)
  return packed.length < plaintext.length ? packed : undefined
}

function looksCompressible(plaintext: Uint8Array): boolean {
  if (plaintext.length < WORTH_SAMPLING) return true
  const sample = Buffer.allocUnsafe(SAMPLES * SAMPLE_SIZE)
  for (let i = 0; i < SAMPLES; i++) {
    const at = Math.floor(((plaintext.length - SAMPLE_SIZE) * i) / (SAMPLES - 1))
    sample.set(plaintext.subarray(at, at + SAMPLE_SIZE), i * SAMPLE_SIZE)
  }
  return pack(sample, 1).length < WORTH_COMPRESSING * sample.length
}

/** Into one piece of memory, which zstd's own bound says is enough: no copies, no second call. */
function pack(plaintext: Uint8Array, level: number): Buffer {
  return zstdCompressSync(plaintext, {
    chunkSize: plaintext.length + (plaintext.length >>> 8) + 1024,
    params: { [constants.ZSTD_c_compressionLevel]: level },
  })
}
