import type { components } from '@holdfast/api-client'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useSessionNumber } from './session-end.ts'

export type Job = components['schemas']['Job']

/** Jobs that wait or run, and what listens to them: outside of React, so that a row wakes for its own job alone. */
class LiveJobs {
  #jobs: ReadonlyMap<string, Job> = new Map()
  #isLost = false
  readonly #listeners = new Set<() => void>()
  readonly #endings = new Set<(job: Job) => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly onEnded = (listener: (job: Job) => void): (() => void) => {
    this.#endings.add(listener)
    return () => this.#endings.delete(listener)
  }

  readonly jobs = () => this.#jobs
  /** Whether the server cannot be reached. */
  readonly isLost = () => this.#isLost

  take(job: Job): void {
    const after = new Map(this.#jobs)
    if (isUnderWay(job)) after.set(job.id, job)
    else after.delete(job.id)
    this.#jobs = after
    this.#tell()
    if (!isUnderWay(job)) for (const listener of this.#endings) listener(job)
  }

  lose(isLost: boolean): void {
    if (isLost === this.#isLost) return
    this.#isLost = isLost
    this.#tell()
  }

  clear(): void {
    this.#jobs = new Map()
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const live = new LiveJobs()

export function isUnderWay({ state }: Pick<Job, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** What is read anew when a job ends: whatever tells of people, jobs, snapshots and alerts. */
const AFTER_A_JOB = [
  'people',
  'person',
  'profiles',
  'directory',
  'overview',
  'jobs',
  'job',
  'snapshots',
  'alerts',
  'reports',
  'own',
]

/** Listens to the server for as long as the frame of the pages is shown. */
export function useListening(queries: QueryClient): void {
  const session = useSessionNumber()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a stream ends with its session, and is begun anew with the next
  useEffect(() => {
    let ended: ReturnType<typeof setTimeout> | undefined
    // The browser dials again by itself; each stream begins with the jobs that wait or run.
    const source = new EventSource('/api/v1/jobs/events')
    source.addEventListener('open', () => {
      live.clear()
      live.lose(false)
    })
    source.addEventListener('error', () => {
      // A stream that has had its time ends, and another is begun at once: that alone is no loss.
      void fetch('/healthz').then(
        (answer) => live.lose(!answer.ok),
        () => live.lose(true),
      )
    })
    source.addEventListener('job', ({ data }) => {
      const job = JSON.parse(data) as Job
      live.take(job)
      if (isUnderWay(job)) return
      // Many jobs that end at once are one reason to read anew.
      ended ??= setTimeout(() => {
        ended = undefined
        for (const queryKey of AFTER_A_JOB) void queries.invalidateQueries({ queryKey: [queryKey] })
      }, 300)
    })
    return () => {
      source.close()
      clearTimeout(ended)
      live.clear()
    }
  }, [queries, session])
}

/** Every job that waits or runs, by its id. */
export function useLiveJobs(): ReadonlyMap<string, Job> {
  return useSyncExternalStore(live.subscribe, live.jobs)
}

/** Tells of each job that has ended, whether it was ever seen under way or not. Gives what ends the telling. */
export const onJobEnded = live.onEnded

/** The job of a OneDrive that waits or runs, as it goes on. */
export function useLiveJobOf(onedriveId: string | undefined, kind: Job['kind'] = 'backup'): Job | undefined {
  return useSyncExternalStore(live.subscribe, () => {
    if (onedriveId === undefined) return undefined
    for (const job of live.jobs().values()) if (job.onedriveId === onedriveId && job.kind === kind) return job
    return undefined
  })
}

export function useLiveJob(id: string | undefined): Job | undefined {
  return useSyncExternalStore(live.subscribe, () => (id === undefined ? undefined : live.jobs().get(id)))
}

/** Whether the server cannot be reached. */
export function useIsLost(): boolean {
  return useSyncExternalStore(live.subscribe, live.isLost)
}
