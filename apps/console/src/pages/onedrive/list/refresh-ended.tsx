import { useEffect, useRef } from 'react'
import { useLiveJobs } from '../../../api/live-jobs.ts'

/** Tells of whom a job has ended. A part of its own, so that it alone wakes for each step of a job. */
export function RefreshEnded({
  refresh,
}: {
  readonly refresh: (people: readonly string[]) => Promise<unknown>
}) {
  const jobs = useLiveJobs()
  const before = useRef(jobs)
  useEffect(() => {
    const ended = [...before.current.values()].filter(({ id }) => !jobs.has(id))
    before.current = jobs
    const people = new Set(ended.flatMap(({ person }) => person?.id ?? []))
    if (people.size > 0) void refresh([...people]).catch(() => undefined)
  }, [jobs, refresh])
  return null
}
