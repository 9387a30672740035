import { formatDuration } from '@holdfast/base'
import type { Forecast, Work } from '@holdfast/graph'
import { formatCount } from './terminal/format-count.ts'
import type { Terminal } from './terminal/terminal.ts'

const LIMITS: Readonly<Record<Forecast['limit'], string>> = {
  minute: 'the requests that a minute grants',
  day: 'the requests that a day grants',
  bytes: 'the bytes that have to come',
}

/** When a first backup is complete, in a sentence. */
export function forecastSentence(terminal: Terminal, work: Work, forecast: Forecast): string {
  const size = work.bytes > 0 ? `, ${terminal.size(work.bytes)}` : ''
  return (
    `${formatCount(work.files, 'file')}${size}, ${formatCount(forecast.units, 'request unit')}: ` +
    `first backup complete on ${terminal.time(forecast.at)} at the earliest ` +
    `(${formatDuration(forecast.seconds)}, by ${LIMITS[forecast.limit]}).`
  )
}
