import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './client.ts'
import { useMay } from './me.ts'
import { send } from './send.ts'

/** Open alerts that nobody has muted, by severity: one query for whoever shows them, renewed every minute. */
export const alertCountsQuery = queryOptions({
  queryKey: ['alerts', 'counts'],
  queryFn: () => send(api.GET('/api/v1/alerts/counts')),
  staleTime: 30_000,
  refetchInterval: 60_000,
})

/** How many alerts are critical or high; 0 while nobody knows, and for whoever may not see them. */
export function useUrgentAlerts(): number {
  const may = useMay()
  const { data } = useQuery({ ...alertCountsQuery, enabled: may('alerts:read') })
  return data ? data.critical + data.high : 0
}
