import { BitWriter } from './bit-writer.ts'
import { forwardDct, ZIGZAG } from './discrete-cosine.ts'
import type { Picture } from './picture.ts'

/** Coarser for finer detail: the step for the coefficient at (row, column). */
const QUANTISER = Array.from({ length: 64 }, (_, at) => 4 + 2 * ((at >> 3) + (at & 7)))
/** Values of the Huffman tables. All codes of a table have one length: 4 bits for DC, 8 for AC. */
const DC_SIZES = Array.from({ length: 12 }, (_, size) => size)
const AC_SYMBOLS = [
  0x00,
  0xf0,
  ...Array.from({ length: 160 }, (_, at) => (Math.floor(at / 10) << 4) | ((at % 10) + 1)),
]
const AC_CODE = new Map(AC_SYMBOLS.map((symbol, code) => [symbol, code]))

/** A picture as a baseline JPEG (ITU T.81) without chroma subsampling. */
export function jpegImage(picture: Picture): Buffer {
  const { width, height } = picture
  const frame = [
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
    ...[1, 2, 3].flatMap((id) => [id, 0x11, 0]),
  ]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 1, 0, 72, 0, 72, 0, 0]),
    segment(0xdb, [0, ...ZIGZAG.map((at) => QUANTISER[at] ?? 1)]),
    segment(0xc0, frame),
    segment(0xc4, [0x00, ...lengths(4, DC_SIZES.length), ...DC_SIZES]),
    segment(0xc4, [0x10, ...lengths(8, AC_SYMBOLS.length), ...AC_SYMBOLS]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    scan(picture),
    Buffer.from([0xff, 0xd9]),
  ])
}

function segment(marker: number, data: readonly number[]): Buffer {
  const length = data.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...data])
}

/** How many codes there are of each length from 1 to 16 bits. */
function lengths(bits: number, count: number): number[] {
  return Array.from({ length: 16 }, (_, at) => (at + 1 === bits ? count : 0))
}

function scan({ width, height, pixels }: Picture): Buffer {
  const out = new BitWriter()
  const planes = [new Float64Array(64), new Float64Array(64), new Float64Array(64)] as const
  const previous = [0, 0, 0]
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let at = 0; at < 64; at++) {
        // Blocks that stick out repeat the last row and column.
        const y = Math.min(top + (at >> 3), height - 1)
        const x = Math.min(left + (at & 7), width - 1)
        const i = (y * width + x) * 3
        const [red, green, blue] = [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]
        planes[0][at] = 0.299 * red + 0.587 * green + 0.114 * blue - 128
        planes[1][at] = -0.168736 * red - 0.331264 * green + 0.5 * blue
        planes[2][at] = 0.5 * red - 0.418688 * green - 0.081312 * blue
      }
      for (const [component, plane] of planes.entries()) {
        previous[component] = writeBlock(out, forwardDct(plane), previous[component] ?? 0)
      }
    }
  }
  return out.finish()
}

/** Writes one block and returns its DC value, from which the next one is told as a difference. */
function writeBlock(out: BitWriter, coefficients: Float64Array, previousDc: number): number {
  const quantised = (at: number): number => Math.round((coefficients[at] ?? 0) / (QUANTISER[at] ?? 1))
  const dc = quantised(0)
  const size = bitsOf(dc - previousDc)
  out.write(size, 4)
  out.write(magnitude(dc - previousDc, size), size)
  let zeros = 0
  for (let k = 1; k < 64; k++) {
    const value = quantised(ZIGZAG[k] ?? 0)
    if (value === 0) {
      zeros++
      continue
    }
    for (; zeros > 15; zeros -= 16) out.write(AC_CODE.get(0xf0) ?? 0, 8)
    const bits = bitsOf(value)
    out.write(AC_CODE.get((zeros << 4) | bits) ?? 0, 8)
    out.write(magnitude(value, bits), bits)
    zeros = 0
  }
  if (zeros > 0) out.write(AC_CODE.get(0x00) ?? 0, 8)
  return dc
}

function bitsOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value))
}

/** Negative numbers are written as one's complement. */
function magnitude(value: number, bits: number): number {
  return value < 0 ? value + (1 << bits) - 1 : value
}
