import { formatBytes, formatDuration } from '@holdfast/base'
import { displayWidth, truncateEnd, truncateStart } from './display-width.ts'
import { formatCount } from './format-count.ts'
import { printable } from './printable.ts'

/** How far a phase is. Totals are absent while they are not known. */
export interface ProgressState {
  readonly phase: string
  /** What the items are called, in the singular: `file`. */
  readonly noun: string
  readonly items: number
  readonly totalItems: number | undefined
  readonly bytes: number
  readonly totalBytes: number | undefined
  /** Since the phase began. */
  readonly elapsedMs: number
  readonly bytesPerSecond: number | undefined
  readonly itemsPerSecond: number | undefined
  /** What is being worked on, such as a path. */
  readonly current: string | undefined
}

/** Too early to tell how long it will take. */
const LEAST_MS_FOR_ETA = 3000
/** Less than this much of a path is not worth showing. */
const LEAST_CURRENT_WIDTH = 12

/** One line that tells how far a phase is, at most `width` cells wide. */
export function progressLine(state: ProgressState, width = Number.POSITIVE_INFINITY): string {
  const line = truncateEnd(`${state.phase}: ${facts(state).join(', ')}`, width)
  const left = width - displayWidth(line) - 2
  if (state.current === undefined || left < LEAST_CURRENT_WIDTH) return line
  return `${line}  ${truncateStart(printable(state.current), left)}`
}

function facts(state: ProgressState): string[] {
  const { items, totalItems, bytes, totalBytes, noun, bytesPerSecond } = state
  const parts: string[] = []
  if (totalItems !== undefined) parts.push(`${formatCount(items)} of ${formatCount(totalItems, noun)}`)
  else if (items > 0 || bytes === 0) parts.push(formatCount(items, noun))
  if (totalBytes) parts.push(`${formatBytes(bytes)} of ${formatBytes(totalBytes)}`)
  else if (bytes > 0) parts.push(formatBytes(bytes))
  const share = totalBytes ? bytes / totalBytes : totalItems ? items / totalItems : undefined
  if (share !== undefined) parts.push(`${Math.min(100, Math.floor(share * 100))} %`)
  if (bytesPerSecond !== undefined && bytes > 0) parts.push(`${formatBytes(Math.round(bytesPerSecond))}/s`)
  const eta = secondsLeft(state)
  if (eta !== undefined) parts.push(`ETA ${formatDuration(eta)}`)
  else parts.push(formatDuration(Math.floor(state.elapsedMs / 1000)))
  return parts
}

/** By bytes where their total is known, else by items. */
function secondsLeft(state: ProgressState): number | undefined {
  if (state.elapsedMs < LEAST_MS_FOR_ETA) return undefined
  const [total, done, rate] = state.totalBytes
    ? [state.totalBytes, state.bytes, state.bytesPerSecond]
    : [state.totalItems, state.items, state.itemsPerSecond]
  if (total === undefined || !rate || done >= total) return undefined
  return Math.ceil((total - done) / rate)
}
