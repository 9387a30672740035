import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import type { Grouping } from './search.ts'

/** Groups, or people, that are shown; the totals count all. */
export const SHOWN = 200

const ask = (query: { by: Grouping | 'owner'; of?: Grouping; key?: string; limit: number }) =>
  send(api.GET('/api/v1/data-by-source', { params: { query } }))

export const groupsQuery = (by: Grouping) =>
  queryOptions({ queryKey: ['reports', 'data', by], queryFn: () => ask({ by, limit: SHOWN }) })

/** The people behind a group, those with most bytes first. */
export const ownersQuery = (of: Grouping, key: string) =>
  queryOptions({
    queryKey: ['reports', 'data', of, key],
    queryFn: () => ask({ by: 'owner', of, key, limit: SHOWN }),
    placeholderData: keepPreviousData,
  })

export type DataGroup = Awaited<ReturnType<typeof ask>>['groups'][number]
