import { controlErrors } from '../errors.ts'
import type { Blackout } from './blackout.ts'
import { drivePhase } from './drive-phase.ts'
import { FreeTime } from './free-time.ts'
import { type Frequency, intervalOf } from './frequency.ts'
import { blackoutSlots } from './slots-of-day.ts'
import { Zone } from './zone.ts'

export interface ScheduleSettings {
  readonly frequency: Frequency
  readonly blackout: Blackout | null
  readonly timeZone: string
}

/** Days to look through for a slot: a blackout leaves some time in every week, save where the clock jumps over it. */
const SEARCHED_DAYS = 60

/**
 * The slots of drives, in milliseconds since 1970. Without a blackout they are one interval apart, whatever the clock on
 * the wall does, each drive at its own phase. With a blackout see `blackoutSlots`.
 */
export class Schedule {
  /** Milliseconds between two slots, without a blackout. */
  readonly interval: number
  /** Two schedules with the same text have the same slots. */
  readonly fingerprint: string
  readonly #free: FreeTime | undefined

  constructor({ frequency, blackout, timeZone }: ScheduleSettings) {
    this.interval = intervalOf(frequency)
    const days = [...new Set(blackout?.days)].sort()
    this.fingerprint = JSON.stringify({
      frequency,
      blackout: blackout && { ...blackout, days },
      timeZone: blackout ? timeZone : 'UTC',
    } satisfies ScheduleSettings)
    this.#free = blackout ? new FreeTime(new Zone(timeZone), blackout) : undefined
  }

  /** The schedule that a fingerprint was taken of. */
  static fromFingerprint(fingerprint: string): Schedule {
    return new Schedule(JSON.parse(fingerprint) as ScheduleSettings)
  }

  /** Whether a backup may begin. */
  isFree(moment: number): boolean {
    return this.#free?.has(moment) ?? true
  }

  /** The first slot after a moment. */
  next(onedriveId: string, after: number): number {
    const phase = drivePhase(onedriveId)
    const free = this.#free
    if (free === undefined) return this.#atOrBefore(phase, after) + this.interval
    return search(free.dayOf(after), 1, (day) =>
      blackoutSlots(free, this.interval, phase, day).find((slot) => slot > after),
    )
  }

  /** The latest slot at or before a moment. */
  at(onedriveId: string, moment: number): number {
    const phase = drivePhase(onedriveId)
    const free = this.#free
    if (free === undefined) return this.#atOrBefore(phase, moment)
    return search(free.dayOf(moment), -1, (day) =>
      blackoutSlots(free, this.interval, phase, day).findLast((slot) => slot <= moment),
    )
  }

  #atOrBefore(phase: number, moment: number): number {
    return phase + Math.floor((moment - phase) / this.interval) * this.interval
  }
}

function search(day: number, step: -1 | 1, find: (day: number) => number | undefined): number {
  for (let distance = 0; distance <= SEARCHED_DAYS; distance++) {
    const slot = find(day + step * distance)
    if (slot !== undefined) return slot
  }
  throw controlErrors.HF_INVALID({ reason: 'the blackout leaves no time for backups' })
}
