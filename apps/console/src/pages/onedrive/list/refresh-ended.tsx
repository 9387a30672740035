import { useEffect } from 'react'
import { onJobEnded } from '../../../api/live-jobs.ts'

/** Many jobs that end at once are one reason to read anew; milliseconds. */
const TOGETHER = 300

/** Tells of whom a job has ended, also one that failed before anybody saw it under way. */
export function RefreshEnded({
  refresh,
}: {
  readonly refresh: (people: readonly string[]) => Promise<unknown>
}) {
  useEffect(() => {
    const ended = new Set<string>()
    let waiting: ReturnType<typeof setTimeout> | undefined
    const forget = onJobEnded(({ person }) => {
      if (person === null) return
      ended.add(person.id)
      waiting ??= setTimeout(() => {
        waiting = undefined
        const people = [...ended]
        ended.clear()
        void refresh(people).catch(() => undefined)
      }, TOGETHER)
    })
    return () => {
      forget()
      clearTimeout(waiting)
    }
  }, [refresh])
  return null
}
