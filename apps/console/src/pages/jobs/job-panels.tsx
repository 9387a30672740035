import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { isUnderWay, type Job } from '../../api/live-jobs.ts'
import { useMay } from '../../api/me.ts'
import { type Fact, Facts } from '../../parts/facts.tsx'
import { usePersonName } from '../../parts/filters/person-filter.tsx'
import { ProgressOfJob } from '../../parts/jobs/progress-of-job.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useResultFacts } from './result-facts.tsx'
import { SnapshotLink } from './snapshot-link.tsx'
import { useAsker } from './use-asker.ts'
import { JOBS } from './words.ts'

/** How far a job is; when it has ended, what came of it, or why it failed and what to do. */
export function EndPanel({ job }: { readonly job: Job }) {
  const { details, whatToDo } = useWords(JOBS)
  const facts = useResultFacts(job)
  if (isUnderWay(job))
    return (
      <Panel title={details.progress}>
        <ProgressOfJob job={job} />
      </Panel>
    )
  const { error } = job
  if (error !== null)
    return (
      <Panel title={details.error}>
        <MessageBar intent={job.state === 'cancelled' ? 'info' : 'error'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{error.message}</MessageBarTitle> ({error.code})
          </MessageBarBody>
        </MessageBar>
        {error.hint !== null && <Facts facts={[[whatToDo, error.hint]]} />}
      </Panel>
    )
  if (facts.length === 0) return null
  return (
    <Panel title={details.result}>
      <Facts facts={facts} />
    </Panel>
  )
}

/** What was asked for, by whom, and when. */
export function AskedPanel({ job }: { readonly job: Job }) {
  const words = useWords(JOBS)
  const { details } = words
  const { moment, duration, count } = useFormats()
  const asker = useAsker()
  const wanted = useWanted(job)
  const may = useMay()
  const { person, slotAt, createdAt, startedAt, endedAt, attempt } = job
  const facts: Fact[] = [
    ...(person
      ? [
          [
            details.person,
            may('people:read') ? (
              <PageLink key="person" to={`/onedrive/${person.id}`}>
                {person.name}
              </PageLink>
            ) : (
              person.name
            ),
          ] as const,
        ]
      : []),
    ...wanted,
    [details.by, asker(job)],
    ...(slotAt !== null ? [[details.slot, moment(slotAt)] as const] : []),
    [details.at, moment(createdAt)],
    [details.begun, moment(startedAt)],
    [details.ended, moment(endedAt)],
    ...(startedAt !== null && endedAt !== null
      ? [[details.took, duration(Date.parse(endedAt) - Date.parse(startedAt))] as const]
      : []),
    ...(attempt > 1 ? [[details.attempts, details.attemptsOf(count(attempt))] as const] : []),
  ]
  return (
    <Panel title={details.asked}>
      <Facts facts={facts} />
    </Panel>
  )
}

/** What a restore was to do: from which snapshot, where to, and what with files that differ. */
function useWanted(job: Job): readonly Fact[] {
  const words = useWords(JOBS)
  const { details, targets, conflicts } = words
  const { snapshot, target, conflict, dryRun } = job.request as {
    snapshot?: string
    target?: { kind: string; personId?: string }
    conflict?: string
    dryRun?: boolean
  }
  const may = useMay()
  const receiver = usePersonName(may('people:read') ? target?.personId : undefined)
  const place =
    receiver !== undefined
      ? words.toPerson(receiver)
      : target && target.kind in targets
        ? targets[target.kind as keyof typeof targets]
        : undefined
  return [
    ...(snapshot !== undefined
      ? [[details.snapshot, <SnapshotLink key="from" job={job} id={snapshot} />] as const]
      : []),
    ...(place !== undefined ? [[details.to, place] as const] : []),
    ...(conflict !== undefined && conflict in conflicts
      ? [[details.conflict, conflicts[conflict as keyof typeof conflicts]] as const]
      : []),
    ...(dryRun === true ? [[details.dryRun, details.dryRunYes] as const] : []),
  ]
}
