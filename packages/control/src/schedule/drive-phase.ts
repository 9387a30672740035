import { createHash } from 'node:crypto'

/** What all frequencies fit into a whole number of times, in seconds: six weeks. */
const CYCLE = 42 * 86_400

/**
 * A drive's own place in time, in milliseconds: always the same for one id, and spread evenly over many. Slots of every
 * frequency are counted from it, so that those of a frequency are among those of any that divides it: a drive whose
 * frequency changes from daily to hourly keeps its daily slot.
 */
export function drivePhase(onedriveId: string): number {
  const hash = createHash('sha256').update(onedriveId).digest()
  return (hash.readUIntBE(0, 6) % CYCLE) * 1_000
}
