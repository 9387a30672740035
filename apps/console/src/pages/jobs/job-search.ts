import type { Job } from '../../api/live-jobs.ts'
import { dayIn, idIn, oneOf, type Raw, textIn, withoutNothing } from '../../parts/search-values.ts'

export const KINDS = ['backup', 'restore', 'retention', 'check', 'directory-sync', 'destroy-vault'] as const
export const STATES = ['queued', 'running', 'succeeded', 'errors', 'failed', 'cancelled'] as const
export const LEVELS = ['error', 'warning', 'info'] as const

/** What the list of jobs is limited by, as its address says it. */
export interface JobSearch {
  readonly kind?: Job['kind']
  readonly state?: Job['state']
  readonly person?: string
  readonly from?: string
  readonly to?: string
}

export function jobSearch({ kind, state, person, from, to }: Raw): JobSearch {
  return withoutNothing({
    kind: oneOf(kind, KINDS),
    state: oneOf(state, STATES),
    person: idIn(person),
    from: dayIn(from),
    to: dayIn(to),
  })
}

/** What the log of a job is limited by. */
export interface LogSearch {
  readonly level?: (typeof LEVELS)[number]
  readonly find?: string
}

export function logSearch({ level, find }: Raw): LogSearch {
  return withoutNothing({ level: oneOf(level, LEVELS), find: textIn(find) })
}
