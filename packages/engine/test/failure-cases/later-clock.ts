import { type Clock, systemClock } from '@holdfast/base'

/** A clock that is so many milliseconds ahead: the time when something is tried again has come. */
export function laterClock(ms: number): Clock {
  return { now: () => systemClock.now() + ms, sleep: async () => {} }
}
