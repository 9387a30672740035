import type { Job } from '../../api/live-jobs.ts'
import type { Fact } from '../../parts/facts.tsx'
import { numberIn } from '../../parts/jobs/job-progress.ts'
import type { Formats } from '../../parts/use-formats.ts'
import type { ResultWords } from './result-facts.tsx'
import { factsIn } from './result-summary.ts'
import { SnapshotLink } from './snapshot-link.tsx'

type Result = NonNullable<Job['result']>

/** What a backup did: what it fetched, what is in the snapshot, and whether anything is missing or unusual. */
export function backupFacts(job: Job, result: Result, words: ResultWords, formats: Formats): readonly Fact[] {
  const { outcome, reason, snapshotId } = result
  if (outcome === 'no-drive')
    return [
      [words.outcome, words.outcomes['no-drive']],
      ...(typeof reason === 'string' ? [[words.reason, reason] as const] : []),
    ]
  return [
    ...(isOutcome(outcome) ? [[words.outcome, words.outcomes[outcome]] as const] : []),
    ...(typeof snapshotId === 'string'
      ? [
          [
            words.snapshot,
            <SnapshotLink key="snapshot" job={job} id={snapshotId} label={words.openSnapshot} />,
          ] as const,
        ]
      : []),
    ...amounts(result, words, formats),
    ...oddities(job, result, words, formats),
  ]
}

function isOutcome(outcome: unknown): outcome is 'saved' | 'saved-with-errors' | 'unchanged' {
  return outcome === 'saved' || outcome === 'saved-with-errors' || outcome === 'unchanged'
}

function amounts(result: Result, words: ResultWords, { count, bytes }: Formats): readonly Fact[] {
  const [counts, changes, moved] = [
    factsIn(result, 'counts'),
    factsIn(result, 'changes'),
    factsIn(result, 'bytes'),
  ]
  const of = (facts: Result, name: string) => count(numberIn(facts, name))
  const sizeOf = (facts: Result, name: string) => bytes(numberIn(facts, name))
  return [
    [words.fetched, words.filesAndBytes(of(changes, 'fetched'), sizeOf(moved, 'downloaded'))],
    ...(numberIn(changes, 'resumed') > 0 ? [[words.resumed, of(changes, 'resumed')] as const] : []),
    [words.added, words.addedTo(sizeOf(moved, 'stored'), sizeOf(moved, 'added'))],
    [words.changes, words.changesAre(of(changes, 'added'), of(changes, 'changed'), of(changes, 'deleted'))],
    [words.inSnapshot, words.filesAndBytes(of(counts, 'files'), sizeOf(counts, 'bytes'))],
    ...(numberIn(counts, 'excluded') > 0 ? [[words.excluded, of(counts, 'excluded')] as const] : []),
    ...(numberIn(result, 'requestUnits') > 0 ? [[words.units, of(result, 'requestUnits')] as const] : []),
  ]
}

function oddities(job: Job, result: Result, words: ResultWords, { count, moment }: Formats): readonly Fact[] {
  const completeness = factsIn(result, 'completeness')
  const [listed, missing] = [numberIn(completeness, 'listedFiles'), numberIn(completeness, 'failedFiles')]
  const [failures, quarantined] = [numberIn(result, 'failures'), numberIn(result, 'quarantined')]
  const anomalies = Array.isArray(result.anomalies) ? (result.anomalies as readonly Result[]) : []
  const { lastGoodSnapshotId: good, lastGoodAt } = result
  return [
    [
      words.completeness,
      missing > 0 ? words.incomplete(count(missing), count(listed)) : words.complete(count(listed)),
    ],
    ...(failures > 0 ? [[words.failures, words.failuresSee(count(failures))] as const] : []),
    ...(quarantined > 0 ? [[words.quarantined, count(quarantined)] as const] : []),
    ...(anomalies.length > 0
      ? [[words.anomalies, anomalies.map((each) => anomalyOf(each, words, count)).join('; ')] as const]
      : []),
    ...(typeof good === 'string'
      ? [
          [
            words.lastGood,
            <SnapshotLink
              key="good"
              job={job}
              id={good}
              label={words.restoreFromIt}
              {...(typeof lastGoodAt === 'string' && { name: moment(lastGoodAt) })}
            />,
          ] as const,
        ]
      : []),
    ...sentences(words.findings, completeness.findings),
    ...sentences(words.warnings, result.warnings),
  ]
}

function anomalyOf(anomaly: Result, words: ResultWords, count: Formats['count']): string {
  const { kind } = anomaly
  const amounts = [count(numberIn(anomaly, 'files')), count(numberIn(anomaly, 'most'))] as const
  return kind === 'created' || kind === 'modified' || kind === 'deleted' || kind === 'encrypted'
    ? words.anomaly[kind](...amounts)
    : String(kind)
}

/** Sentences of the server's, a line each. */
function sentences(title: string, list: unknown): readonly Fact[] {
  return Array.isArray(list) && list.length > 0
    ? [[title, list.map((each) => <div key={String(each)}>{String(each)}</div>)]]
    : []
}
