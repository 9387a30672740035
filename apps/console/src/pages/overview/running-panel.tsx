import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { type Job, useLiveJobs } from '../../api/live-jobs.ts'
import { JobStateBadge } from '../../parts/jobs/job-state-badge.tsx'
import { JOB_KIND } from '../../parts/jobs/kind-words.ts'
import { ProgressOfJob } from '../../parts/jobs/progress-of-job.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { OVERVIEW } from './words.ts'

/** More are told by their number. */
const SHOWN = 5

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  job: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Jobs that run and wait, as they go on. */
export function RunningPanel() {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count } = useFormats()
  const jobs = [...useLiveJobs().values()].toSorted(runningFirst)
  return (
    <Panel title={words.running} actions={<PageLink to="/jobs">{words.allJobs}</PageLink>}>
      {jobs.length === 0 ? (
        <Text className={styles.quiet}>{words.noRunning}</Text>
      ) : (
        <ul className={styles.list}>
          {jobs.slice(0, SHOWN).map((job) => (
            <RunningJob key={job.id} job={job} />
          ))}
        </ul>
      )}
      {jobs.length > SHOWN && <PageLink to="/jobs">{words.moreJobs(count(jobs.length - SHOWN))}</PageLink>}
    </Panel>
  )
}

function RunningJob({ job }: { readonly job: Job }) {
  const kinds = useWords(JOB_KIND)
  const styles = useStyles()
  return (
    <li className={styles.job}>
      <div className={styles.head}>
        <PageLink to={`/jobs/${job.id}`}>
          {[kinds[job.kind], job.person?.name].filter(Boolean).join(': ')}
        </PageLink>
        <JobStateBadge state={job.state} />
      </div>
      <ProgressOfJob job={job} />
    </li>
  )
}

function runningFirst(a: Job, b: Job): number {
  if (a.state !== b.state) return a.state === 'running' ? -1 : 1
  return a.createdAt.localeCompare(b.createdAt)
}
