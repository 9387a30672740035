import { type Id, idOf } from '../format/id.ts'
import type { MasterKey } from '../format/master-key.ts'
import { decodePackHeader, type PackEntry, TRAILER_SIZE } from '../format/pack-header.ts'
import { blobProblem } from './blob-problem.ts'
import type { Finding } from './finding.ts'

/** Everything that a pack's bytes can show: its name, its header against the index, and each blob. */
export function checkPack(id: Id, bytes: Buffer, indexed: readonly PackEntry[], key: MasterKey): Finding[] {
  const findings: Finding[] = []
  const found = (kind: Finding['kind'], message: string, subject: string): void => {
    findings.push({ level: 'error', kind, message, subject })
  }
  const pack = `data/${id.slice(0, 2)}/${id}`
  if (idOf(bytes) !== id) found('pack-damaged', `The content of pack ${id} is not what its name says.`, pack)
  const header = readHeader(bytes, id, key)
  if (typeof header === 'string') found('pack-damaged', `Pack ${id}: ${header}.`, pack)
  else if (!sameEntries(header, indexed))
    found('pack-damaged', `The header of pack ${id} and the index disagree.`, pack)
  for (const entry of indexed) {
    const problem = blobProblem(entry, bytes, key)
    if (problem)
      found('blob-damaged', `The ${entry.type} blob ${entry.id} in pack ${id} ${problem}.`, entry.id)
  }
  return findings
}

/** The blobs that a pack's own header names, or why it does not say. */
export function readHeader(bytes: Buffer, id: Id, key: MasterKey): PackEntry[] | string {
  if (bytes.length < TRAILER_SIZE) return 'it is too short'
  const length = bytes.readUInt32LE(bytes.length - TRAILER_SIZE)
  const start = bytes.length - TRAILER_SIZE - length
  if (start < 0) return 'its header has an impossible length'
  try {
    return decodePackHeader(key.open(bytes.subarray(start, bytes.length - TRAILER_SIZE)), id)
  } catch {
    return 'its header cannot be read'
  }
}

function sameEntries(header: readonly PackEntry[], indexed: readonly PackEntry[]): boolean {
  const text = (entry: PackEntry): string =>
    [entry.type, entry.id, entry.offset, entry.length, entry.uncompressedLength ?? 0].join(' ')
  const known = new Set(indexed.map(text))
  return header.length === indexed.length && header.every((entry) => known.has(text(entry)))
}
