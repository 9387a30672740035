import type { components } from '@holdfast/api-client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import type { LogSearch } from './job-search.ts'

export type LogEntry = components['schemas']['JobLogEntry']

const PAGE = 200
/** Milliseconds between two looks while the job goes on. */
const OFTEN = 3_000

/** The log of a job, oldest entry first; read anew while it grows. */
export function useJobLog(jobId: string, { level, find }: LogSearch, isUnderWay: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['job', jobId, 'log', level, find],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/jobs/{id}/log', {
          params: {
            path: { id: jobId },
            query: {
              after: pageParam,
              limit: PAGE,
              ...(level && { levels: [level] }),
              ...(find !== undefined && { search: find }),
            },
          },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ entries }) => (entries.length < PAGE ? undefined : entries.at(-1)?.number),
    refetchInterval: isUnderWay ? OFTEN : false,
    placeholderData: (before) => before,
  })
  return { query, entries: query.data?.pages.flatMap(({ entries }) => entries) }
}
