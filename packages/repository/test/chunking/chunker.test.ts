import { seededRandom } from '@holdfast/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Chunker, type ChunkSizes, DATA_CHUNKS, idOf, METADATA_CHUNKS } from '../../src/index.ts'

const POLYNOMIAL = '3abc9bff07d9e5'
const SMALL: ChunkSizes = { min: 64, bits: 7, max: 1024 }
const chunker = new Chunker(POLYNOMIAL, SMALL)

const content = fc
  .tuple(fc.nat(20_000), fc.nat(), fc.constantFrom('random', 'zeros', 'lines'))
  .map(([size, seed, kind]) => {
    if (kind === 'zeros') return Buffer.alloc(size)
    const random = seededRandom(seed)
    if (kind === 'random') return random.bytes(size)
    const lines = Array.from({ length: 200 }, () => `line ${Math.floor(random.fraction() * 20)}\n`)
    return Buffer.from(lines.join('').repeat(10)).subarray(0, size)
  })

function pieces(data: Buffer, from: Chunker = chunker): Buffer[] {
  const cuts = from.cuts(data, true)
  return cuts.map((cut, at) => data.subarray(cuts[at - 1] ?? 0, cut))
}

test('pieces are the content, none too small (but the last) and none too large', () => {
  fc.assert(
    fc.property(content, (data) => {
      const parts = pieces(data)
      expect(Buffer.concat(parts).equals(data)).toBe(true)
      for (const [at, part] of parts.entries()) {
        expect(part.length).toBeGreaterThan(0)
        expect(part.length).toBeLessThanOrEqual(SMALL.max)
        if (at < parts.length - 1) expect(part.length).toBeGreaterThan(SMALL.min)
      }
    }),
  )
})

test('what comes later does not move an earlier cut', () => {
  fc.assert(
    fc.property(content, content, fc.double({ min: 0, max: 1, noNaN: true }), (data, more, share) => {
      const whole = chunker.cuts(data, true)
      const decided = chunker.cuts(data.subarray(0, Math.floor(data.length * share)), false)
      expect(whole.slice(0, decided.length)).toEqual(decided)
      const open = chunker.cuts(data, false)
      expect(chunker.cuts(Buffer.concat([data, more]), true).slice(0, open.length)).toEqual(open)
    }),
  )
})

test('a cut depends only on the bytes since the one before', () => {
  fc.assert(
    fc.property(content, (data) => {
      const [first, ...rest] = chunker.cuts(data, true)
      if (first === undefined) return
      expect(chunker.cuts(data.subarray(first), true)).toEqual(rest.map((cut) => cut - first))
    }),
  )
})

test('bytes put in at the front or in the middle change a few pieces only', () => {
  const data = seededRandom(7).bytes(200_000)
  const known = new Set(pieces(data).map((piece) => idOf(piece)))
  expect(known.size).toBeGreaterThan(500)
  for (const at of [0, 1, 99_999, 199_999]) {
    const changed = Buffer.concat([data.subarray(0, at), Buffer.from('inserted'), data.subarray(at)])
    const fresh = pieces(changed).filter((piece) => !known.has(idOf(piece)))
    expect(fresh.length).toBeLessThan(25)
  }
})

test('the mean size of pieces is what the sizes promise', () => {
  const parts = pieces(seededRandom(3).bytes(1_000_000))
  const mean = 1_000_000 / parts.length
  expect(mean).toBeGreaterThan((SMALL.min + 2 ** SMALL.bits) * 0.85)
  expect(mean).toBeLessThan((SMALL.min + 2 ** SMALL.bits) * 1.15)
})

test('another repository cuts elsewhere: sizes tell nothing of the content', () => {
  const data = seededRandom(5).bytes(100_000)
  const other = new Chunker('3abc9bff07d9e7', SMALL).cuts(data, true)
  const ours = new Set(chunker.cuts(data, true))
  expect(other.filter((cut) => ours.has(cut)).length).toBeLessThan(other.length / 4)
})

test('cuts stay where they were in earlier versions: else every large file would be stored again', () => {
  const data = seededRandom(11).bytes(6_000_000)
  expect(new Chunker(POLYNOMIAL, DATA_CHUNKS).cuts(data, true)).toMatchInlineSnapshot(`
    [
      873430,
      2970582,
      3551501,
      4275238,
      5085659,
      5918707,
      6000000,
    ]
  `)
  expect(
    new Chunker(POLYNOMIAL, METADATA_CHUNKS).cuts(data.subarray(0, 200_000), true),
  ).toMatchInlineSnapshot(`
    [
      11945,
      143017,
      175341,
      200000,
    ]
  `)
})

test('what was searched in vain is not searched again, and the cuts are the same', () => {
  const data = seededRandom(12).bytes(9_000_000)
  const chunker = new Chunker(POLYNOMIAL, DATA_CHUNKS)
  const whole = chunker.cuts(data, true)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 12 }), (steps) => {
      const cuts: number[] = []
      let from = 0
      let to = 0
      let searched = 0
      for (const step of [...steps, data.length]) {
        to = Math.min(data.length, to + step)
        const found = chunker.cuts(data.subarray(from, to), to === data.length, searched)
        cuts.push(...found.map((cut) => from + cut))
        from += found.at(-1) ?? 0
        searched = to - from
      }
      expect(cuts.filter((cut, at) => cut !== cuts[at - 1])).toEqual(whole)
    }),
    { numRuns: 20 },
  )
})
