import { sql as raw } from 'kysely'
import type { Control } from '../control.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { licence } from './licence.ts'

export interface LicenceUse {
  readonly active: SeatUse & {
    /** Seats beyond the licensed ones that are let pass: 5 % of them or 100, whichever is less. */
    readonly buffer: number
  }
  /** By default a tenth of the active seats. */
  readonly preserved: SeatUse
}

export interface SeatUse {
  readonly used: number
  /** null for no limit. */
  readonly seats: number | null
  readonly state: 'within' | 'buffer' | 'exceeded'
  /** How many more are let pass, the buffer included; null for no limit. */
  readonly free: number | null
}

/**
 * How many seats are used. An active person uses one from the start of the first backup on, however it ends, as long as
 * there is a backup: also while the OneDrive is disabled, and no longer when it is deleted. Preserved people with a backup
 * are counted apart and use no active seat.
 */
export async function licenceUse(control: Pick<Control, 'sql'>): Promise<LicenceUse> {
  const { value } = await readSetting(control.sql, licence)
  const counts = await control.sql
    .selectFrom('person')
    .innerJoin('onedrive', 'onedrive.personId', 'person.id')
    .select([
      raw<number>`count(*) filter (where person.state = 'active')`.as('active'),
      raw<number>`count(*) filter (where person.state = 'preserved')`.as('preserved'),
    ])
    .where('onedrive.firstStartedAt', 'is not', null)
    .where('onedrive.state', '<>', 'deleted')
    .executeTakeFirstOrThrow()
  const buffer = value.seats === null ? 0 : Math.min(Math.floor(value.seats * 0.05), 100)
  const preservedSeats = value.preservedSeats ?? (value.seats === null ? null : Math.floor(value.seats * 0.1))
  return {
    active: { ...seatUse(counts.active, value.seats, buffer), buffer },
    preserved: seatUse(counts.preserved, preservedSeats, 0),
  }
}

function seatUse(used: number, seats: number | null, buffer: number): SeatUse {
  if (seats === null) return { used, seats, state: 'within', free: null }
  const state = used <= seats ? 'within' : used <= seats + buffer ? 'buffer' : 'exceeded'
  return { used, seats, state, free: Math.max(0, seats + buffer - used) }
}
