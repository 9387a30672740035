import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { type Job, useLiveJobs } from '../../api/live-jobs.ts'
import { send } from '../../api/send.ts'
import { instantsOf } from '../../parts/filters/period-filter.tsx'
import type { JobSearch } from './job-search.ts'

const PAGE = 50

/** The jobs that are asked for, newest first; those that wait or run as they are at this moment. */
export function useJobs(search: JobSearch) {
  const { kind, state, person } = search
  const period = instantsOf(search)
  const query = useInfiniteQuery({
    queryKey: ['jobs', search],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/jobs', {
          params: {
            query: {
              ...period,
              limit: PAGE,
              ...(kind && { kind }),
              ...(state && { state }),
              ...(person && { personId: person }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
  })
  const live = useLiveJobs()
  const listed = query.data?.pages.flatMap(({ items }) => items)
  return { query, jobs: listed && withLive(listed, live, search) }
}

/** The list with what has happened since: jobs that are new, and how the others stand now. */
export function withLive(
  listed: readonly Job[],
  live: ReadonlyMap<string, Job>,
  search: JobSearch,
): readonly Job[] {
  const known = new Set(listed.map(({ id }) => id))
  const added = [...live.values()].filter(({ id }) => !known.has(id))
  return [...added, ...listed.map((job) => newer(job, live.get(job.id)))]
    .filter((job) => fits(job, search))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0))
}

function newer(job: Job, live: Job | undefined): Job {
  return live !== undefined && live.updatedAt > job.updatedAt ? live : job
}

function fits(job: Job, search: JobSearch): boolean {
  const { kind, state, person } = search
  const { from, to } = instantsOf(search)
  return (
    (kind === undefined || job.kind === kind) &&
    (state === undefined || job.state === state) &&
    (person === undefined || job.person?.id === person) &&
    (from === undefined || job.createdAt >= from) &&
    (to === undefined || job.createdAt < to)
  )
}
