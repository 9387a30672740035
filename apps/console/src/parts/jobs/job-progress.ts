import type { Job } from '../../api/live-jobs.ts'

/** How far a job is, as far as it says so. */
export interface HowFar {
  /** Between 0 and 1; undefined while nobody knows how much there is to do. */
  readonly fraction?: number
  /** Bytes a second, since it began. */
  readonly rate?: number
  /** Milliseconds until it is done, if it goes on like this. */
  readonly left?: number
}

/** A number of a job's progress or result; 0 for what is not there. */
export function numberIn(facts: Readonly<Record<string, unknown>> | null | undefined, name: string): number {
  const value = facts?.[name]
  return typeof value === 'number' ? value : 0
}

/** Before so much of it is done, nobody can tell how long the rest takes. */
const TELLING = 0.02

export function howFar({ progress, startedAt, updatedAt }: Job): HowFar {
  const [done, total] = amounts(progress ?? {})
  if (total <= 0) return {}
  const fraction = Math.min(1, done / total)
  const spent = startedAt === null ? 0 : Date.parse(updatedAt) - Date.parse(startedAt)
  const bytes = numberIn(progress, 'bytes')
  return {
    fraction,
    ...(spent > 0 && bytes > 0 && { rate: (bytes / spent) * 1_000 }),
    ...(spent > 0 && fraction > TELLING && fraction < 1 && { left: (spent / fraction) * (1 - fraction) }),
  }
}

/** By bytes where those are known: one large file is more work than ten small ones. */
function amounts(progress: Readonly<Record<string, unknown>>): readonly [done: number, total: number] {
  for (const [done, total] of [
    ['bytes', 'bytesTotal'],
    ['files', 'filesTotal'],
    ['done', 'total'],
  ] as const)
    if (numberIn(progress, total) > 0) return [numberIn(progress, done), numberIn(progress, total)]
  return [0, 0]
}
