import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { isUnderWay, type Job, useLiveJob } from '../../api/live-jobs.ts'
import { send } from '../../api/send.ts'
import { Failed } from '../../parts/failed.tsx'
import { JobStateBadge } from '../../parts/jobs/job-state-badge.tsx'
import { JOB_KIND } from '../../parts/jobs/kind-words.ts'
import { Page } from '../../parts/page.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { useWords } from '../../words/translate.ts'
import { CancelJob } from './cancel-job.tsx'
import { JobLog } from './job-log.tsx'
import { AskedPanel, EndPanel } from './job-panels.tsx'
import { RepeatJob } from './repeat-job.tsx'
import { JOBS } from './words.ts'

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    marginBlockEnd: tokens.spacingVerticalL,
  },
})

/** One job: what was asked for, how far it is or what came of it, and its log. */
export function JobPage() {
  const words = useWords(JOBS)
  const kinds = useWords(JOB_KIND)
  const styles = useStyles()
  const { jobId } = useParams({ from: '/signed-in/administration/jobs/$jobId' })
  const [failure, setFailure] = useState<unknown>()
  const query = useQuery({
    queryKey: ['job', jobId],
    queryFn: () => send(api.GET('/api/v1/jobs/{id}', { params: { path: { id: jobId } } })),
  })
  const live = useLiveJob(jobId)
  const job = newest(query.data, live)
  const above = <PageLink to="/jobs">{words.title}</PageLink>
  if (query.error && !job)
    return (
      <Page title={words.details.id} above={above}>
        <Failed error={query.error} reset={() => void query.refetch()} />
      </Page>
    )
  const kind = job && kinds[job.kind]
  return (
    <Page
      title={kind === undefined ? words.details.id : job?.person ? words.of(kind, job.person.name) : kind}
      above={above}
      about={job && <JobStateBadge state={job.state} />}
      actions={
        job && (
          <>
            <CancelJob job={job} />
            <RepeatJob job={job} fail={setFailure} />
          </>
        )
      }
    >
      {failure !== undefined && <Failed error={failure} />}
      <div className={styles.panels}>
        {job ? (
          <>
            <EndPanel job={job} />
            <AskedPanel job={job} />
          </>
        ) : (
          <Skeleton aria-hidden>
            <SkeletonItem style={{ height: '240px' }} />
          </Skeleton>
        )}
      </div>
      {job && <JobLog jobId={jobId} isUnderWay={isUnderWay(job)} />}
    </Page>
  )
}

function newest(read: Job | undefined, live: Job | undefined): Job | undefined {
  if (read === undefined || live === undefined) return read ?? live
  return live.updatedAt > read.updatedAt ? live : read
}
