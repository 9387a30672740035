import { type Clock, type Random, systemClock, systemRandom } from '@holdfast/base'
import type { Database, Sql } from './database/database.ts'

/** What every rule of the control plane works with. */
export interface Control {
  readonly database: Database
  readonly sql: Sql
  readonly clock: Clock
  readonly random: Random
}

export function createControl(
  database: Database,
  { clock = systemClock, random = systemRandom }: { clock?: Clock; random?: Random } = {},
): Control {
  return { database, sql: database.sql, clock, random }
}

/** Now, as the database takes it. */
export function now({ clock }: Pick<Control, 'clock'>): Date {
  return new Date(clock.now())
}

/** A new id (UUID version 4). */
export function newId({ random }: Pick<Control, 'random'>): string {
  const bytes = random.bytes(16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
