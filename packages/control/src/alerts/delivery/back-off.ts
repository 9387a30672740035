const MINUTE = 60 * 1_000
const HOUR = 60 * MINUTE

/** After so many milliseconds a message that nobody took is given up. */
export const GIVE_UP_AFTER = 72 * HOUR

/** Milliseconds to wait after the given number of failed attempts (1, 2 …): 1 minute, then twice as long, to 6 hours. */
export function backOff(attempts: number): number {
  return Math.min(MINUTE * 2 ** (attempts - 1), 6 * HOUR)
}
