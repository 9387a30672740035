import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

export type Overview = components['schemas']['Overview']
export type RecoveryPoints = components['schemas']['RecoveryPoints']
export type LateBackup = components['schemas']['LateBackup']
export type BackupFailure = components['schemas']['BackupFailure']
export type RequestBudget = components['schemas']['RequestBudget']

/** Milliseconds. Jobs that end have it all read anew before that. */
const EVERY_MINUTE = 60_000
const OFTEN = 10_000

export const overviewQuery = queryOptions({
  queryKey: ['overview', 'figures'],
  queryFn: () => send(api.GET('/api/v1/overview')),
  refetchInterval: EVERY_MINUTE,
})

export const recoveryPointsQuery = queryOptions({
  queryKey: ['overview', 'recovery-points'],
  queryFn: () => send(api.GET('/api/v1/overview/recovery-points')),
  refetchInterval: EVERY_MINUTE,
})

export const lateQuery = (profileId: string | undefined) =>
  queryOptions({
    queryKey: ['overview', 'late', profileId],
    queryFn: () =>
      send(
        api.GET('/api/v1/overview/late-backups', {
          params: { query: { limit: 1_000, ...(profileId !== undefined && { profileId }) } },
        }),
      ),
    refetchInterval: EVERY_MINUTE,
  })

export const failuresQuery = queryOptions({
  queryKey: ['overview', 'failures'],
  queryFn: () => send(api.GET('/api/v1/overview/failures')),
  refetchInterval: EVERY_MINUTE,
})

/** The newest few. */
export const openAlertsQuery = queryOptions({
  queryKey: ['alerts', 'overview'],
  queryFn: () => send(api.GET('/api/v1/alerts', { params: { query: { limit: 3 } } })),
  refetchInterval: EVERY_MINUTE,
})

export const growthQuery = (days: number) =>
  queryOptions({
    queryKey: ['overview', 'growth', days],
    queryFn: () => send(api.GET('/api/v1/growth', { params: { query: { days } } })),
    refetchInterval: EVERY_MINUTE,
  })

export const budgetQuery = queryOptions({
  queryKey: ['overview', 'budget'],
  queryFn: () => send(api.GET('/api/v1/budget')),
  refetchInterval: OFTEN,
})
