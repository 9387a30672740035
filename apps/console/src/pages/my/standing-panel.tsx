import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { CloudArrowUpRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { type Job, useLiveJobOf } from '../../api/live-jobs.ts'
import { send } from '../../api/send.ts'
import { Facts } from '../../parts/facts.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import type { OwnBackup } from './own-backup-query.ts'
import { Standing, standingOf } from './standing.tsx'
import { MY } from './words.ts'

const useStyles = makeStyles({
  run: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  action: { alignSelf: 'flex-start', '@media (max-width: 480px)': { alignSelf: 'stretch' } },
})

/** Whether everything is safe, since when, and what comes next. */
export function StandingPanel({ backup }: { readonly backup: OwnBackup }) {
  const words = useWords(MY).home
  const styles = useStyles()
  const formats = useFormats()
  const { person, nextBackupAt, frequency, selfService } = backup
  const { onedrive } = person
  const live = useLiveJobOf(onedrive?.id)
  const standing = standingOf(backup)
  return (
    <Panel title={words.standing}>
      <Standing standing={standing} error={onedrive?.lastError ?? null} />
      {onedrive && (
        <Facts
          facts={[
            [
              words.lastBackup,
              onedrive.lastSuccessAt ? `${formats.moment(onedrive.lastSuccessAt)}` : words.none,
            ],
            [
              words.nextBackup,
              nextBackupAt ? `${formats.moment(nextBackupAt)} (${words.frequencies[frequency]})` : words.none,
            ],
            [words.data, `${formats.bytes(onedrive.bytes)}, ${words.items(formats.count(onedrive.items))}`],
          ]}
        />
      )}
      {live ? (
        <Run job={live} />
      ) : (
        selfService.backupNow &&
        standing !== 'off' &&
        onedrive && (
          <div className={styles.action}>
            <BackUpNow onedriveId={onedrive.id} />
          </div>
        )
      )}
    </Panel>
  )
}

function BackUpNow({ onedriveId }: { readonly onedriveId: string }) {
  const words = useWords(MY).home
  const notice = useNotice()
  const queries = useQueryClient()
  const asking = useMutation({
    mutationFn: () => send(api.POST('/api/v1/backups', { body: { onedriveIds: [onedriveId] } })),
    onSuccess() {
      notice({ title: words.begins, body: words.mayLeave })
      void queries.invalidateQueries({ queryKey: ['own'] })
    },
  })
  return (
    <>
      {asking.error && <Failed error={asking.error} reset={() => asking.mutate()} />}
      <Button
        appearance="primary"
        size="large"
        icon={<CloudArrowUpRegular />}
        style={{ width: '100%' }}
        disabledFocusable={asking.isPending}
        onClick={() => asking.mutate()}
      >
        {words.backUpNow}
      </Button>
    </>
  )
}

interface Progress {
  readonly phase?: string
  readonly files?: number
  readonly filesTotal?: number
  readonly bytes?: number
  readonly bytesTotal?: number
}

/** A backup that waits or runs, as it goes on. */
function Run({ job: { state, progress } }: { readonly job: Job }) {
  const words = useWords(MY).home
  const styles = useStyles()
  const formats = useFormats()
  const { files = 0, filesTotal, bytes = 0 } = (progress ?? {}) as Progress
  const title = state === 'queued' ? words.waits : words.runs
  return (
    <div className={styles.run} role="status">
      <Text weight="semibold">{title}</Text>
      <ProgressBar aria-label={title} {...(filesTotal ? { value: files / filesTotal } : {})} />
      <Text size={200}>
        {state === 'running' && filesTotal
          ? words.done(formats.count(files), formats.count(filesTotal), formats.bytes(bytes))
          : words.mayLeave}
      </Text>
    </div>
  )
}
