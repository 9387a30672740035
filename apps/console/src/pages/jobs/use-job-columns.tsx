import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { isUnderWay, type Job } from '../../api/live-jobs.ts'
import { JobStateBadge } from '../../parts/jobs/job-state-badge.tsx'
import { JOB_KIND } from '../../parts/jobs/kind-words.ts'
import { ProgressOfJob } from '../../parts/jobs/progress-of-job.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import type { Column } from '../../parts/table/column.ts'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { CancelJob } from './cancel-job.tsx'
import { useResultSummary } from './result-summary.ts'
import { useAsker } from './use-asker.ts'
import { JOBS } from './words.ts'

const useStyles = makeStyles({
  name: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  link: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  lines: {
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
})

/** What the list says of each job. */
export function useJobColumns(): readonly Column<Job>[] {
  const words = useWords(JOBS)
  const kinds = useWords(JOB_KIND)
  const styles = useStyles()
  const { ago, moment, duration } = useFormats()
  const summary = useResultSummary()
  const asker = useAsker()
  return [
    {
      key: 'job',
      title: words.columns.job,
      width: 24,
      isKept: true,
      isName: true,
      render: ({ id, kind, person, createdAt }) => (
        <span className={styles.name}>
          <PageLink to={`/jobs/${id}`} className={styles.link}>
            {person ? words.of(kinds[kind], person.name) : kinds[kind]}
          </PageLink>
          <Text size={200} className={styles.quiet} title={moment(createdAt)}>
            {ago(createdAt)}
          </Text>
        </span>
      ),
    },
    {
      key: 'state',
      title: words.columns.state,
      width: 24,
      isKept: true,
      render: (job) =>
        job.state === 'running' ? <ProgressOfJob job={job} isBrief /> : <JobStateBadge state={job.state} />,
    },
    {
      key: 'result',
      title: words.columns.result,
      render: (job) => (
        <Text size={200} className={styles.lines} title={summary(job)}>
          {summary(job)}
        </Text>
      ),
    },
    {
      key: 'asked',
      title: words.columns.asked,
      width: 14,
      render: (job) => <Text size={200}>{asker(job)}</Text>,
    },
    {
      key: 'took',
      title: words.columns.took,
      width: 9,
      isNumber: true,
      render: ({ startedAt, endedAt, state }) =>
        state === 'queued' || startedAt === null || endedAt === null
          ? ''
          : duration(Date.parse(endedAt) - Date.parse(startedAt)),
    },
    {
      key: 'actions',
      title: words.columns.actions,
      width: 12,
      render: (job) => (isUnderWay(job) ? <CancelJob job={job} size="small" /> : null),
    },
  ]
}
