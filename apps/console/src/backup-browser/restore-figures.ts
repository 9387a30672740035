import type { Job } from '../api/live-jobs.ts'

/** How far restores have come, all together. */
export interface Progress {
  readonly files: number
  readonly filesTotal: number
  readonly bytes: number
  readonly bytesTotal: number
  /** Milliseconds; undefined while nobody can say. */
  readonly left: number | undefined
}

export function progressOf(jobs: readonly Job[]): Progress | undefined {
  const running = jobs.filter(({ progress, result }) => progress ?? result)
  if (running.length === 0) return undefined
  const sum = (name: string) => jobs.reduce((total, { progress }) => total + numberIn(progress, name), 0)
  const bytes = sum('bytes')
  const bytesTotal = sum('bytesTotal')
  return {
    files: sum('files'),
    filesTotal: sum('filesTotal'),
    bytes,
    bytesTotal,
    left: leftOf(jobs, bytes, bytesTotal),
  }
}

/** Below this, in milliseconds, a guess of what is left is worth nothing. */
const TOO_SOON = 2_000

function leftOf(jobs: readonly Job[], bytes: number, bytesTotal: number): number | undefined {
  const begun = jobs.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)]))
  const seen = Math.max(...jobs.map(({ updatedAt }) => Date.parse(updatedAt)))
  const elapsed = seen - Math.min(...begun)
  if (begun.length === 0 || elapsed < TOO_SOON || bytes === 0) return undefined
  return ((bytesTotal - bytes) / bytes) * elapsed
}

const COUNTED = [
  'restored',
  'bytes',
  'folders',
  'identical',
  'skipped',
  'replaced',
  'keptBoth',
  'failures',
  'conflicts',
  'requestUnits',
  'seconds',
] as const

export type Figures = Readonly<Record<(typeof COUNTED)[number], number>> & {
  /** Where it lies on the server, if it does. */
  readonly directories: readonly string[]
}

/** What came of restores, all together. */
export function figuresOf(jobs: readonly Job[]): Figures {
  const sums = COUNTED.map(
    (name) => [name, jobs.reduce((total, { result }) => total + numberIn(result, name), 0)] as const,
  )
  const directories = jobs.flatMap(({ result }) =>
    typeof result?.directory === 'string' ? [result.directory] : [],
  )
  return { ...(Object.fromEntries(sums) as Record<(typeof COUNTED)[number], number>), directories }
}

export function isDryRun({ request }: Job): boolean {
  return request.dryRun === true
}

function numberIn(facts: Readonly<Record<string, unknown>> | null, name: string): number {
  const value = facts?.[name]
  return typeof value === 'number' ? value : 0
}
