import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { quickXorHash, seededRandom, systemRandom } from '@holdfast/base'
import { Chunker, DATA_CHUNKS, MasterKey } from '@holdfast/repository'
import type { Row } from './bench-case.ts'
import { rate, timed } from './stopwatch.ts'

const SIZE = 64 * 1024 * 1024
const PIECE = 4 * 1024 * 1024

/** Seconds of CPU that the unavoidable work on so many bytes takes: each step once over the same content. */
export async function primitiveSeconds(bytes: number): Promise<{ total: number; rows: Row[] }> {
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
  const rows: Row[] = []
  const measure = async (name: string, step: (piece: Buffer) => unknown): Promise<number> => {
    step(content.subarray(0, PIECE))
    const { seconds } = await timed(async () => {
      for (let at = 0; at < SIZE; at += PIECE) step(content.subarray(at, at + PIECE))
    })
    rows.push({ name: `primitive: ${name}`, target: '', measured: rate(SIZE, seconds) })
    return seconds
  }
  let total = 0
  for (const [name, step] of steps) total += await measure(name, step)
  return { total: (total / SIZE) * bytes, rows }
}
