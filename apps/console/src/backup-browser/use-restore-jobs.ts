import { useQueries } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../api/client.ts'
import { isUnderWay, type Job, useLiveJobs } from '../api/live-jobs.ts'
import { send } from '../api/send.ts'

/** How often it is asked for while the stream of the server may have missed it. */
const ASKING = 5_000

/** Jobs by their ids, as they go on; undefined while one of them is not known yet. */
export function useRestoreJobs(ids: readonly string[]) {
  const live = useLiveJobs()
  const known = useRef(new Map<string, Job>())
  const asked = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['job', id, 'of-restore'],
      queryFn: () => send(api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })),
      refetchInterval: ({ state: { data } }: { state: { data?: Job | undefined } }) =>
        data && !isUnderWay(data) ? false : ASKING,
    })),
  })
  const jobs = ids.map((id, at) => newest(known.current.get(id), asked[at]?.data, live.get(id)))
  for (const job of jobs) if (job) known.current.set(job.id, job)
  const failed = asked.find(({ error, data }) => error && !data)
  return {
    jobs: jobs.every((job) => job !== undefined) ? jobs : undefined,
    error: failed?.error,
    again: () => void failed?.refetch(),
  }
}

function newest(...jobs: readonly (Job | undefined)[]): Job | undefined {
  const ended = jobs.find((job) => job && !isUnderWay(job))
  if (ended) return ended
  return jobs.reduce((one, other) => (other && (!one || other.updatedAt >= one.updatedAt) ? other : one))
}
