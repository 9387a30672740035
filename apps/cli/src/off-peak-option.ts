import { type OffPeak, OffPeakHours } from '@holdfast/graph'
import { InvalidArgumentError } from 'commander'

/** Hours as they stand on the command line; the zone of the machine where none is named. */
export type OffPeakOption = Pick<OffPeak, 'hours'> & Partial<Pick<OffPeak, 'timeZone'>>

/** Reads hours like `20-6` or `20-6@Europe/Berlin`. */
export function offPeakHours(text: string): OffPeakOption {
  const [, from, to, timeZone] = /^(\d{1,2})-(\d{1,2})(?:@(.+))?$/.exec(text) ?? []
  const option = { hours: [Number(from), Number(to)] as const, ...(timeZone !== undefined && { timeZone }) }
  try {
    new OffPeakHours({ share: 1, timeZone: 'UTC', ...option })
  } catch {
    throw new InvalidArgumentError('It must be hours like 20-6, or with a time zone 20-6@Europe/Berlin.')
  }
  return option
}

/** Reads a part of the band in percent. */
export function bandShare(text: string): number {
  const percent = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (percent < 1 || percent > 100) throw new InvalidArgumentError('It must be between 1 and 100 percent.')
  return percent / 100
}
