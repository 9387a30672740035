import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { quickXorHash, seededRandom, systemRandom } from '@holdfast/base'
import { Chunker, DATA_CHUNKS, MasterKey } from '@holdfast/repository'

const SIZE = 64 * 1024 * 1024
const PIECE = 4 * 1024 * 1024

export interface Primitive {
  readonly name: string
  /** By CPU time, so that others on the machine do not count. */
  readonly bytesPerSecond: number
}

/** The unavoidable work of a backup, each step once over the same content. */
export function measurePrimitives(): Primitive[] {
  const content = seededRandom(1).bytes(SIZE)
  const key = MasterKey.generate(seededRandom(2))
  const chunker = new Chunker('25b468838dcb75', DATA_CHUNKS)
  const steps: [string, (piece: Buffer) => unknown][] = [
    ['quickXorHash', quickXorHash],
    ['chunking', (piece) => chunker.cuts(piece, true)],
    ['SHA-256 of the blob', (piece) => hash('sha256', piece)],
    ['zstd', (piece) => zstdCompressSync(piece, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })],
    ['AES-256-CTR and Poly1305', (piece) => key.seal(piece, systemRandom)],
    ['SHA-256 of the pack', (piece) => hash('sha256', piece)],
  ]
  return steps.map(([name, step]) => {
    step(content.subarray(0, PIECE))
    const before = process.cpuUsage()
    for (let at = 0; at < SIZE; at += PIECE) step(content.subarray(at, at + PIECE))
    const { user, system } = process.cpuUsage(before)
    return { name, bytesPerSecond: SIZE / ((user + system) / 1e6) }
  })
}

/** Seconds of CPU that so many bytes cost at least. */
export function primitiveSeconds(bytes: number): number {
  return measurePrimitives().reduce((sum, { bytesPerSecond }) => sum + bytes / bytesPerSecond, 0)
}
