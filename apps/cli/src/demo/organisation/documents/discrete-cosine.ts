/** Order in which a JPEG stores the coefficients of a block: along the diagonals, low frequencies first. */
export const ZIGZAG: readonly number[] = Array.from({ length: 64 }, (_, at) => at).sort((a, b) => {
  const diagonal = (at: number): number => (at >> 3) + (at & 7)
  if (diagonal(a) !== diagonal(b)) return diagonal(a) - diagonal(b)
  // Even diagonals run upwards, odd ones downwards.
  return diagonal(a) % 2 === 0 ? b - a : a - b
})

/** COSINE[frequency * 8 + position], scaled so that the transform keeps lengths. */
const COSINE = Float64Array.from({ length: 64 }, (_, at) => {
  const frequency = at >> 3
  const scale = frequency === 0 ? Math.SQRT1_2 / 2 : 0.5
  return scale * Math.cos(((2 * (at & 7) + 1) * frequency * Math.PI) / 16)
})

/** The two-dimensional cosine transform of an 8 by 8 block, rows first. The result is the same array at each call. */
export function forwardDct(block: Float64Array): Float64Array {
  transform(block, rows)
  return transform(rows, result)
}

const rows = new Float64Array(64)
const result = new Float64Array(64)

/** Transforms each row of `from` into the matching column of `to`: done twice, the block stands upright again. */
function transform(from: Float64Array, to: Float64Array): Float64Array {
  for (let row = 0; row < 64; row += 8) {
    for (let frequency = 0; frequency < 8; frequency++) {
      let sum = 0
      for (let i = 0; i < 8; i++) sum += (from[row + i] as number) * (COSINE[frequency * 8 + i] as number)
      to[frequency * 8 + (row >> 3)] = sum
    }
  }
  return to
}
