import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { type Job, useLiveJobs } from '../../../api/live-jobs.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { LastSync } from './last-sync.tsx'
import { SyncFailed } from './sync-failed.tsx'
import { SyncProgress } from './sync-progress.tsx'

const useStyles = makeStyles({ parts: { display: 'grid', gap: tokens.spacingVerticalL } })

/** What the last synchronisation with Microsoft 365 did, and starting one now. */
export function DirectorySync() {
  const { sync: words } = useWords(DIRECTORY)
  const styles = useStyles()
  const may = useMay()
  const notice = useNotice()
  const queries = useQueryClient()
  const job = useSyncJob()
  const last = useQuery({
    queryKey: ['directory', 'sync'],
    queryFn: async () => await send(api.GET('/api/v1/directory/sync')),
  })
  const starting = useMutation({
    mutationFn: async () => await send(api.POST('/api/v1/directory/sync')),
    async onSuccess({ isNew }) {
      notice({ title: isNew ? words.started : words.already, intent: 'info' })
      await queries.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  return (
    <div className={styles.parts}>
      <Panel
        title={words.title}
        about={words.about}
        actions={
          may('organisation:write') && (
            <Button
              appearance="primary"
              icon={<ArrowSyncRegular />}
              disabledFocusable={job !== undefined || starting.isPending}
              onClick={() => starting.mutate()}
            >
              {words.start}
            </Button>
          )
        }
      >
        {starting.error && <Failed error={starting.error} />}
        {job ? <SyncProgress job={job} /> : <SyncFailed />}
        {last.error && <Failed error={last.error} reset={() => void last.refetch()} />}
        {last.isPending && (
          <Skeleton aria-hidden>
            <SkeletonItem size={128} />
          </Skeleton>
        )}
        {last.data?.last === null && !job && (
          <Empty icon={ArrowSyncRegular} title={words.never} hint={words.neverHint} />
        )}
      </Panel>
      {last.data?.last && <LastSync last={last.data.last} />}
    </div>
  )
}

/** The synchronisation that waits or runs. */
function useSyncJob(): Job | undefined {
  const jobs = useLiveJobs()
  return [...jobs.values()].find(({ kind }) => kind === 'directory-sync')
}
