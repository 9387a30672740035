import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

export type Overview = components['schemas']['Overview']

/** People and first backups come by themselves: looked at as often as this, in milliseconds. */
const OFTEN = 3_000

/** The same key as the overview's own page would use would tie the two: this one is looked at more often. */
export const howFarQuery = queryOptions({
  queryKey: ['overview', 'setup'],
  queryFn: () => send(api.GET('/api/v1/overview')),
  refetchInterval: OFTEN,
})

export const connectionStateQuery = queryOptions({
  queryKey: ['connection', 'setup'],
  queryFn: () => send(api.GET('/api/v1/connection')),
  refetchInterval: OFTEN,
})

export const rulesQuery = queryOptions({
  queryKey: ['mapping-rules', 'setup'],
  queryFn: () => send(api.GET('/api/v1/mapping-rules')),
})

/** Somebody of whom there is a backup: whoever wants to see a restore begins with them. */
export const firstProtectedQuery = queryOptions({
  queryKey: ['people', 'first-protected'],
  queryFn: () => send(api.GET('/api/v1/people', { params: { query: { status: 'success', limit: 1 } } })),
})

/** How the first backups stand. Whoever has no OneDrive yet is left over: it is looked for again by itself. */
export function backupsOf({ lastStatus: { never, success, errors, failed }, jobs }: Overview) {
  const tried = success + errors + failed
  const isAtRest = jobs === null || jobs.running + jobs.queued === 0
  return { done: tried - failed, failed, never, of: tried + never, isDone: tried > 0 && isAtRest }
}
