import type { Job } from '../../../api/live-jobs.ts'
import { numberIn } from '../../../parts/jobs/job-progress.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { PERSON } from './words.ts'

/** What came of a job, in numbers: what it found, fetched or wrote, and how long that took. */
export function useJobNumbers({ kind, result, startedAt, endedAt }: Job): readonly string[] {
  const words = useWords(PERSON).jobs
  const { count, bytes, duration } = useFormats()
  if (result === null) return []
  const took = startedAt !== null && endedAt !== null && duration(Date.parse(endedAt) - Date.parse(startedAt))
  const failures = numberIn(result, 'failures')
  const facts =
    kind === 'restore'
      ? [
          words.restored(count(numberIn(result, 'restored')), bytes(numberIn(result, 'bytes'))),
          numberIn(result, 'identical') > 0 && words.identical(count(numberIn(result, 'identical'))),
        ]
      : result.outcome === 'no-drive'
        ? [words.noDrive]
        : [
            result.outcome === 'unchanged' && words.unchanged,
            words.files(count(numberIn(within(result.counts), 'files'))),
            words.fetched(bytes(numberIn(within(result.bytes), 'downloaded'))),
            words.stored(bytes(numberIn(within(result.bytes), 'stored'))),
          ]
  return [...facts, failures > 0 && words.failures(count(failures)), took].filter(
    (each): each is string => typeof each === 'string',
  )
}

function within(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
