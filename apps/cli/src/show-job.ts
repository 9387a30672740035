import { formatDuration } from '@holdfast/base'
import type { Terminal } from './terminal/terminal.ts'

/** A job, as the API and the server itself tell of it. */
export interface ShownJob {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly person: { readonly principalName: string } | null
  readonly result: object | null
  readonly progress: object | null
  readonly error: { readonly code: string; readonly message: string } | null
  readonly createdAt: string | Date
  readonly startedAt: string | Date | null
  readonly endedAt: string | Date | null
}

const STATES: Readonly<Record<string, string>> = {
  queued: 'waits',
  running: 'running',
  succeeded: 'done',
  errors: 'done with errors',
  failed: 'failed',
  cancelled: 'cancelled',
}

export function jobState({ state }: ShownJob): string {
  return STATES[state] ?? state
}

/** What came of a job, or how far it is, in a few words. */
export function jobSummary(terminal: Pick<Terminal, 'size'>, job: ShownJob): string {
  if (job.error) return `${job.error.code}: ${job.error.message}`
  const facts = asFacts(job.result ?? job.progress)
  if (job.state === 'running') return progressOf(terminal, facts)
  if (job.kind === 'backup' && job.result) return backupSummary(terminal, facts)
  const counts = Object.entries(facts).filter(([, value]) => typeof value === 'number' && value > 0)
  return counts.map(([name, value]) => `${value} ${name}`).join(', ')
}

/** Seconds that it has taken, as people read them; empty before it began. */
export function jobTime({ startedAt, endedAt }: ShownJob, now: number): string {
  if (startedAt === null) return ''
  const end = endedAt === null ? now : new Date(endedAt).getTime()
  return formatDuration((end - new Date(startedAt).getTime()) / 1_000)
}

type Facts = Readonly<Record<string, unknown>>

function backupSummary(terminal: Pick<Terminal, 'size'>, facts: Facts): string {
  const counts = asFacts(facts.counts)
  const what = `${numberOf(counts.files)} files, ${terminal.size(numberOf(counts.bytes))}`
  if (facts.outcome === 'no-drive') return 'no OneDrive yet'
  if (facts.outcome === 'unchanged') return `nothing changed (${what})`
  const stored = terminal.size(numberOf(asFacts(facts.bytes).stored))
  const failures = numberOf(facts.failures)
  const unusual = Array.isArray(facts.anomalies) ? ', unusual changes: see the alerts' : ''
  return `${what}, ${stored} new${failures > 0 ? `, ${failures} failed` : ''}${unusual}`
}

function progressOf(terminal: Pick<Terminal, 'size'>, facts: Facts): string {
  const phase = typeof facts.phase === 'string' ? facts.phase : ''
  const bytes = numberOf(facts.bytes)
  return [phase, bytes > 0 ? terminal.size(bytes) : ''].filter(Boolean).join(', ')
}

function asFacts(value: unknown): Facts {
  return typeof value === 'object' && value !== null ? (value as Facts) : {}
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
