import type { Job } from '../../api/live-jobs.ts'
import { numberIn } from '../../parts/jobs/job-progress.ts'
import { type Formats, useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { RESULTS } from './result-words.ts'

type Words = ReturnType<typeof useWords<(typeof RESULTS)['en']>>['summary']

/** Says in a line what came of a job. */
export function useResultSummary(): (job: Job) => string {
  const { summary } = useWords(RESULTS)
  const formats = useFormats()
  return (job) => job.error?.message ?? (job.result ? summaryOf(job, job.result, summary, formats) : '')
}

type Facts = NonNullable<Job['result']>

function summaryOf({ kind }: Job, result: Facts, words: Words, formats: Formats): string {
  const { count, bytes } = formats
  const of = (name: string) => count(numberIn(result, name))
  const sizeOf = (name: string) => bytes(numberIn(result, name))
  if (result.outcome === 'left-alone') return words.leftAlone
  const failed = numberIn(result, 'failures') > 0 && words.failed(of('failures'))
  switch (kind) {
    case 'backup':
      return list(backupOf(result, words, formats), failed, result.anomalies !== undefined && words.unusual)
    case 'restore': {
      const say = result.dryRun === true ? words.wouldRestore : words.restored
      return list(say(of('restored'), sizeOf('bytes')), failed)
    }
    case 'retention':
      return words.retention(of('expired'), of('kept'))
    case 'check':
      return words.check(sizeOf('bytesRead'), of('errors'))
    case 'directory-sync':
      return words.sync(of('added'), of('changed'))
    case 'destroy-vault':
      return words.destroyed(sizeOf('bytes'))
  }
}

function backupOf(result: Facts, words: Words, { count, bytes }: Formats): string {
  if (result.outcome === 'no-drive') return words.noDrive
  if (result.outcome === 'unchanged')
    return words.unchanged(count(numberIn(factsIn(result, 'counts'), 'files')))
  const fetched = numberIn(factsIn(result, 'changes'), 'fetched')
  return words.saved(count(fetched), bytes(numberIn(factsIn(result, 'bytes'), 'stored')))
}

function list(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(', ')
}

/** What lies in a part of a result; nothing where there is none. */
export function factsIn(facts: Facts, name: string): Facts {
  const value = facts[name]
  return typeof value === 'object' && value !== null ? (value as Facts) : {}
}
