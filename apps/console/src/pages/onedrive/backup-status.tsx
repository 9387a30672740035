import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { type Job, useLiveJobOf } from '../../api/live-jobs.ts'
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
export function BackupStatus({ person, isBrief = false }: BackupStatusProps) {
  const { onedrive } = person
  const job = useLiveJobOf(onedrive?.id)
  if (job) return <RunningBackup job={job} name={person.displayName} isBrief={isBrief} />
  return onedrive ? <StatusBadge status={onedrive.lastStatus} /> : null
}

interface BackupStatusProps {
  readonly person: Person
  readonly isBrief?: boolean
}

/** For itself, since a long list asks for the most of what it needs only where a backup runs. */
function RunningBackup(props: { readonly job: Job; readonly name: string; readonly isBrief: boolean }) {
  const { job, name, isBrief } = props
  const words = useWords(ONEDRIVE)
  const may = useMay()
  const styles = useStyles()
  const cancelling = useMutation({
    mutationFn: () => send(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id: job.id } } })),
  })
  return (
    <div className={styles.live}>
      <div className={styles.progress}>
        {job.cancelRequested ? (
          <Text size={200}>{words.cancelling}</Text>
        ) : (
          <ProgressOfJob job={job} isBrief={isBrief} />
        )}
      </div>
      {may('jobs:cancel') && !job.cancelRequested && (
        <Button
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label={words.cancelBackup(name)}
          disabledFocusable={cancelling.isPending}
          onClick={() => cancelling.mutate()}
        />
      )}
    </div>
  )
}
