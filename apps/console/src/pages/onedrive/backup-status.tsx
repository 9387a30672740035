import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useLiveJobOf } from '../../api/live-jobs.ts'
import { useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { ProgressOfJob } from '../../parts/jobs/progress-of-job.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { useWords } from '../../words/translate.ts'
import type { Person } from './list/use-people.ts'
import { ONEDRIVE } from './words.ts'

const useStyles = makeStyles({
  live: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  progress: { flexGrow: 1, minWidth: 0 },
})

/** How the last backup went; while one waits or runs, how far it is, and the way to stop it. */
export function BackupStatus({ person, isBrief }: { readonly person: Person; readonly isBrief?: boolean }) {
  const { onedrive, displayName } = person
  const job = useLiveJobOf(onedrive?.id)
  const words = useWords(ONEDRIVE)
  const may = useMay()
  const styles = useStyles()
  const cancelling = useMutation({
    mutationFn: (id: string) => send(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } })),
  })
  if (job === undefined) return onedrive ? <StatusBadge status={onedrive.lastStatus} /> : null
  return (
    <div className={styles.live}>
      <div className={styles.progress}>
        {job.cancelRequested ? (
          <Text size={200}>{words.cancelling}</Text>
        ) : (
          <ProgressOfJob job={job} isBrief={isBrief === true} />
        )}
      </div>
      {may('jobs:cancel') && !job.cancelRequested && (
        <Button
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label={words.cancelBackup(displayName)}
          disabledFocusable={cancelling.isPending}
          onClick={() => cancelling.mutate(job.id)}
        />
      )}
    </div>
  )
}
