import type { Picture } from '../../src/demo/organisation/documents/picture.ts'

const at = (bytes: Uint8Array, i: number): number => bytes[i] ?? 0
const word = (bytes: Uint8Array, i: number): number => at(bytes, i) * 256 + at(bytes, i + 1)

/** Reads a baseline JPEG without subsampling straight from ITU T.81, by the tables that it carries. */
export function readJpeg(file: Buffer): Picture {
  const quantiser: number[] = []
  const tables = new Map<number, Map<string, number>>()
  let [width, height, i] = [0, 0, 2]
  for (; file[i + 1] !== 0xda; i += 2 + word(file, i + 2)) {
    if (file[i] !== 0xff) throw new Error(`no marker at ${i}`)
    const data = file.subarray(i + 4, i + 2 + word(file, i + 2))
    if (file[i + 1] === 0xdb) quantiser.push(...data.subarray(1))
    if (file[i + 1] === 0xc0) [height, width] = [word(data, 1), word(data, 3)]
    if (file[i + 1] === 0xc4) tables.set(at(data, 0), huffman(data))
  }
  const scan = file.subarray(i + 2 + word(file, i + 2), file.length - 2)
  if (file.readUInt16BE(file.length - 2) !== 0xffd9) throw new Error('no end of image')
  const bits = bitReader(scan)
  const pixels = Buffer.alloc(width * height * 3)
  const dc = [0, 0, 0]
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      const planes = dc.map((previous, component) => {
        const block = readBlock(bits, tables, quantiser, previous)
        dc[component] = block.dc
        return inverse(block.coefficients)
      })
      for (let k = 0; k < 64; k++) {
        const [y, x] = [top + (k >> 3), left + (k & 7)]
        if (y >= height || x >= width) continue
        const [l, cb, cr] = [planes[0]![k]! + 128, planes[1]![k]!, planes[2]![k]!]
        const colour = [l + 1.402 * cr, l - 0.344136 * cb - 0.714136 * cr, l + 1.772 * cb]
        pixels.set(
          colour.map((value) => Math.min(255, Math.max(0, Math.round(value)))),
          (y * width + x) * 3,
        )
      }
    }
  }
  return { width, height, pixels }
}

function huffman(data: Uint8Array): Map<string, number> {
  const codes = new Map<string, number>()
  let [code, next] = [0, 17]
  for (let length = 1; length <= 16; length++, code *= 2) {
    for (let n = 0; n < at(data, length); n++) codes.set(`${length}:${code++}`, at(data, next++))
  }
  return codes
}

function bitReader(scan: Uint8Array): (count: number) => number {
  let [i, bit] = [0, 0]
  return (count) => {
    let value = 0
    for (let n = 0; n < count; n++) {
      if (i >= scan.length) throw new Error('the scan is too short')
      value = value * 2 + ((at(scan, i) >> (7 - bit)) & 1)
      bit = (bit + 1) % 8
      if (bit === 0) i += at(scan, i) === 0xff ? 2 : 1
    }
    return value
  }
}

type Bits = ReturnType<typeof bitReader>

function readBlock(
  bits: Bits,
  tables: Map<number, Map<string, number>>,
  quantiser: number[],
  previous: number,
) {
  const symbol = (table: number): number => {
    for (let [length, code] = [1, bits(1)]; length <= 16; length++, code = code * 2 + bits(1)) {
      const found = tables.get(table)?.get(`${length}:${code}`)
      if (found !== undefined) return found
    }
    throw new Error('a code of no symbol')
  }
  const value = (size: number): number => {
    const raw = bits(size)
    return size > 0 && raw < 2 ** (size - 1) ? raw - 2 ** size + 1 : raw
  }
  const coefficients = new Float64Array(64)
  const dc = previous + value(symbol(0))
  coefficients[0] = dc * (quantiser[0] ?? 1)
  for (let k = 1; k < 64; k++) {
    const code = symbol(0x10)
    if (code === 0) break
    k += code >> 4
    if (code === 0xf0) continue
    if (k > 63) throw new Error('too many coefficients')
    coefficients[ZIGZAG[k]!] = value(code & 15) * (quantiser[k] ?? 1)
  }
  return { dc, coefficients }
}

/** Figure A.6 of the standard, as positions row by row. */
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
]

function inverse(coefficients: Float64Array): Float64Array {
  const out = new Float64Array(64)
  const half = (
    along: (frequency: number, other: number) => number,
    to: Float64Array,
    step: (p: number, o: number) => number,
  ) => {
    for (let other = 0; other < 8; other++) {
      for (let position = 0; position < 8; position++) {
        let sum = 0
        for (let f = 0; f < 8; f++) {
          const scale = f === 0 ? Math.SQRT1_2 / 2 : 0.5
          sum += scale * along(f, other) * Math.cos(((2 * position + 1) * f * Math.PI) / 16)
        }
        to[step(position, other)] = sum
      }
    }
  }
  const rows = new Float64Array(64)
  half(
    (f, row) => coefficients[row * 8 + f]!,
    rows,
    (x, row) => row * 8 + x,
  )
  half(
    (f, column) => rows[f * 8 + column]!,
    out,
    (y, column) => y * 8 + column,
  )
  return out
}
