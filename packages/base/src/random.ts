import { randomBytes } from 'node:crypto'

/** Where randomness comes from: the system's generator in production, a seeded one in tests and the emulator. */
export interface Random {
  bytes(length: number): Buffer
  /** A number in [0, 1), for jitter and choices; never for secrets. */
  fraction(): number
}

/** Cryptographically secure randomness. */
export const systemRandom: Random = {
  bytes: (length) => randomBytes(length),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
}

/** A deterministic generator (sfc32): same seed, same sequence. For tests, demo content and the emulator only. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = seed | 0
  let counter = 1
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return {
    bytes(length) {
      const out = Buffer.allocUnsafe(length)
      let i = 0
      for (; i + 4 <= length; i += 4) out.writeUInt32LE(next(), i)
      if (i < length) {
        let word = next()
        for (; i < length; i++) {
          out[i] = word & 0xff
          word >>>= 8
        }
      }
      return out
    },
    fraction: () => next() / 2 ** 32,
  }
}
