import type { components } from '@holdfast/api-client'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import type { ReportName } from './report-names.ts'
import { filterOf, type ReportSearch } from './report-search.ts'

export type Row = components['schemas']['ReportRow']
export type Schedule = components['schemas']['ReportSchedule']

/** The rows of a report, page by page. */
export function reportQuery(report: ReportName, search: ReportSearch) {
  const { sort, order } = search
  const query = { ...filterOf(search), ...(sort && { sort }), ...(order && { order }), limit: 200 }
  return infiniteQueryOptions({
    queryKey: ['reports', report, query],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/reports/{report}', {
          params: { path: { report }, query: { ...query, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  })
}

export const schedulesQuery = queryOptions({
  queryKey: ['report-schedules'],
  queryFn: async () => (await send(api.GET('/api/v1/report-schedules'))).schedules,
})

/** Whether there is a server that mails can be sent by. */
export const hasMailQuery = queryOptions({
  queryKey: ['settings', 'mail', 'is-set-up'],
  queryFn: async () => {
    const { value } = await send(api.GET('/api/v1/settings/mail'))
    return value.host !== null && value.from !== null
  },
})

/** The address of a report as a file. */
export function csvAddress(report: ReportName, search: ReportSearch): string {
  const { sort, order } = search
  const query = Object.entries({ ...filterOf(search), sort, order }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const text = new URLSearchParams(query).toString()
  return `/api/v1/reports/${report}/export${text && `?${text}`}`
}
