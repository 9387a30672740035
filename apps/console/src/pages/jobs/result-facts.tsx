import type { Job } from '../../api/live-jobs.ts'
import type { Fact } from '../../parts/facts.tsx'
import { numberIn } from '../../parts/jobs/job-progress.ts'
import { type Formats, useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { backupFacts } from './backup-facts.tsx'
import { RESULTS } from './result-words.ts'

export type ResultWords = ReturnType<typeof useWords<(typeof RESULTS)['en']>>

/** What came of a job: a line for each number that says something. */
export function useResultFacts(job: Job): readonly Fact[] {
  const words = useWords(RESULTS)
  const formats = useFormats()
  const { result } = job
  if (result === null) return []
  if (result.outcome === 'left-alone') return [[words.outcome, words.outcomes['left-alone']]]
  switch (job.kind) {
    case 'backup':
      return backupFacts(job, result, words, formats)
    case 'restore':
      return restoreFacts(result, words, formats)
    case 'retention':
      return retentionFacts(result, words, formats)
    case 'check':
      return checkFacts(result, words, formats)
    case 'directory-sync':
      return syncFacts(result, words, formats)
    case 'destroy-vault':
      return [
        [words.filesDestroyed, formats.count(numberIn(result, 'files'))],
        [words.bytesDestroyed, formats.bytes(numberIn(result, 'bytes'))],
      ]
  }
}

type Result = NonNullable<Job['result']>

/** Lines for those numbers that are not nought. */
function counted(
  result: Result,
  { count }: Formats,
  names: readonly (readonly [title: string, name: string])[],
): readonly Fact[] {
  return names
    .filter(([, name]) => numberIn(result, name) > 0)
    .map(([title, name]) => [title, count(numberIn(result, name))])
}

function restoreFacts(result: Result, words: ResultWords, formats: Formats): readonly Fact[] {
  const { count, bytes } = formats
  const amount = words.filesAndBytes(count(numberIn(result, 'restored')), bytes(numberIn(result, 'bytes')))
  const failures = numberIn(result, 'failures')
  return [
    [result.dryRun === true ? words.wouldBe : words.restored, amount],
    ...counted(result, formats, [
      [words.folders, 'folders'],
      [words.identical, 'identical'],
      [words.skipped, 'skipped'],
      [words.replaced, 'replaced'],
      [words.keptBoth, 'keptBoth'],
    ]),
    ...(failures > 0 ? [[words.failures, words.failuresSee(count(failures))] as const] : []),
    ...counted(result, formats, [[words.units, 'requestUnits']]),
    ...(typeof result.directory === 'string' ? [[words.directory, result.directory] as const] : []),
  ]
}

function retentionFacts(result: Result, words: ResultWords, formats: Formats): readonly Fact[] {
  const { count, bytes } = formats
  const pruned = result.pruned as { outcome?: unknown; freedBytes?: unknown } | null
  const freed =
    pruned === null
      ? words.notPruned
      : pruned.outcome === 'refused'
        ? words.pruneRefused
        : bytes(typeof pruned.freedBytes === 'number' ? pruned.freedBytes : 0)
  return [
    [words.snapshots, count(numberIn(result, 'snapshots'))],
    [words.expired, count(numberIn(result, 'expired'))],
    [words.kept, count(numberIn(result, 'kept'))],
    ...counted(result, formats, [
      [words.held, 'held'],
      [words.unreadable, 'unreadable'],
      [words.missing, 'missing'],
    ]),
    [words.freed, freed],
    [words.stored, bytes(numberIn(result, 'storedBytes'))],
  ]
}

function checkFacts(result: Result, words: ResultWords, formats: Formats): readonly Fact[] {
  const { count, bytes } = formats
  return [
    [words.part, words.partOf(count(numberIn(result, 'part')), count(numberIn(result, 'of')))],
    [words.read, bytes(numberIn(result, 'bytesRead'))],
    [words.packs, count(numberIn(result, 'packs'))],
    [words.errors, count(numberIn(result, 'errors'))],
    ...counted(result, formats, [
      [words.warnings, 'warnings'],
      [words.remarks, 'hints'],
    ]),
  ]
}

function syncFacts(result: Result, words: ResultWords, formats: Formats): readonly Fact[] {
  const { people } = words
  return [
    [people.added, formats.count(numberIn(result, 'added'))],
    [people.changed, formats.count(numberIn(result, 'changed'))],
    ...counted(result, formats, [
      [people.preserved, 'preserved'],
      [people.reactivated, 'reactivated'],
      [people.moved, 'moved'],
      [words.peopleSkipped, 'skipped'],
      [words.missingGroups, 'missingGroups'],
    ]),
  ]
}
