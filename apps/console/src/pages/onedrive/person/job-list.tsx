import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { type Job, useLiveJobOf } from '../../../api/live-jobs.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { JobStateBadge } from '../../../parts/jobs/job-state-badge.tsx'
import { ProgressOfJob } from '../../../parts/jobs/progress-of-job.tsx'
import { LoadMore } from '../../../parts/load-more.tsx'
import { withoutNothing } from '../../../parts/search-values.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Person } from '../list/use-people.ts'
import { JobLogDialog } from './job-log-dialog.tsx'
import { useJobNumbers } from './use-job-numbers.ts'
import { PERSON } from './words.ts'

const route = getRouteApi('/signed-in/administration/onedrive/$personId')

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  job: {
    display: 'grid',
    gridTemplateColumns: 'minmax(150px, max-content) minmax(0, 1fr) max-content',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    paddingBlock: tokens.spacingVerticalS,
    '& + &': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    '@media (max-width: 720px)': {
      gridTemplateColumns: '1fr max-content',
      '& > :nth-child(2)': { gridColumn: '1 / -1', gridRow: 2 },
    },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2 },
})

/** The jobs of a person of one kind, newest first, with what came of them; the log of one opens on demand. */
export function JobList(props: {
  readonly person: Person
  readonly kind: 'backup' | 'restore'
  readonly none: string
}) {
  const { person, kind, none } = props
  const words = useWords(PERSON).jobs
  const styles = useStyles()
  const onedriveId = person.onedrive?.id
  const { job: openId } = route.useSearch()
  const navigate = route.useNavigate()
  const live = useLiveJobOf(onedriveId, kind)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['jobs', 'of', onedriveId, kind, live?.id],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/jobs', {
          params: {
            query: {
              ...(onedriveId !== undefined && { onedriveId }),
              kind,
              limit: 10,
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: onedriveId !== undefined,
    placeholderData: (before) => before,
  })
  const open = (job: string | undefined) =>
    void navigate({ search: (before) => withoutNothing({ ...before, job }), replace: true })
  const jobs = onedriveId === undefined ? [] : data?.pages.flatMap(({ items }) => items)
  return (
    <>
      {error && <Failed error={error} reset={() => void refetch()} />}
      {jobs === undefined && !error && (
        <Skeleton aria-label={words.loading}>
          <SkeletonItem size={64} />
        </Skeleton>
      )}
      {jobs?.length === 0 && <Text>{none}</Text>}
      {jobs !== undefined && jobs.length > 0 && (
        <ol className={styles.list}>
          {jobs.map((job) => (
            <JobLine key={job.id} job={live?.id === job.id ? live : job} open={() => open(job.id)} />
          ))}
        </ol>
      )}
      <LoadMore isThere={hasNextPage} isLoading={isFetchingNextPage} more={() => void fetchNextPage()} />
      <JobLogDialog jobId={openId} onClose={() => open(undefined)} />
    </>
  )
}

function JobLine({ job, open }: { readonly job: Job; readonly open: () => void }) {
  const words = useWords(PERSON).jobs
  const styles = useStyles()
  const { moment } = useFormats()
  const numbers = useJobNumbers(job)
  const when = moment(job.startedAt ?? job.createdAt)
  const isOpen = job.state === 'running' || job.state === 'queued'
  return (
    <li className={styles.job}>
      <span>
        <JobStateBadge state={job.state} />
      </span>
      <span className={styles.words}>
        <Text weight="semibold">{when}</Text>
        {isOpen ? (
          <ProgressOfJob job={job} />
        ) : (
          <Text size={200} className={styles.about}>
            {job.error?.message ?? numbers.join(' · ')}
          </Text>
        )}
      </span>
      <Button size="small" onClick={open} aria-label={words.logOf(when)}>
        {words.log}
      </Button>
    </li>
  )
}
