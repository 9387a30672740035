import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { isUnderWay, type Job } from '../api/live-jobs.ts'
import { useMay } from '../api/me.ts'
import { send } from '../api/send.ts'
import { Failed } from '../parts/failed.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { isDryRun, progressOf } from './restore-figures.ts'
import { RestoreOutcome } from './restore-outcome.tsx'
import { RESTORING } from './restore-words.ts'
import { SideDrawer } from './side-drawer.tsx'
import { useRestoreJobs } from './use-restore-jobs.ts'
import { WaitingLines } from './waiting-lines.tsx'

const useStyles = makeStyles({
  numbers: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    fontVariantNumeric: 'tabular-nums',
  },
  note: { color: tokens.colorNeutralForeground2 },
})

export interface RestoreRunProps {
  readonly personId: string
  readonly audience: 'administrator' | 'person'
  readonly ids: readonly string[]
  /** Other jobs take the place of these: the restore after its check, or nothing at all. */
  readonly follow: (jobs: readonly string[] | undefined) => void
  /** What was restored need not be chosen any more. */
  readonly finish: () => void
  readonly onClose: () => void
}

/** A check or a restore as it goes on, and what came of it. */
export function RestoreRun(props: RestoreRunProps) {
  const { ids, onClose } = props
  const words = useWords(RESTORING)
  const { jobs, error, again } = useRestoreJobs(ids)
  if (jobs?.every((job) => !isUnderWay(job))) return <RestoreOutcome {...props} jobs={jobs} />
  const isCheck = jobs?.every(isDryRun) ?? false
  return (
    <SideDrawer
      isOpen
      onClose={onClose}
      title={words.title}
      {...(jobs && { footer: <Cancel jobs={jobs} isCheck={isCheck} /> })}
    >
      {error && <Failed error={error} reset={again} />}
      {jobs ? <UnderWay jobs={jobs} isCheck={isCheck} /> : !error && <WaitingLines />}
    </SideDrawer>
  )
}

function UnderWay({ jobs, isCheck }: { readonly jobs: readonly Job[]; readonly isCheck: boolean }) {
  const words = useWords(RESTORING)
  const formats = useFormats()
  const styles = useStyles()
  const progress = progressOf(jobs)
  const waits = jobs.every(({ state }) => state === 'queued')
  const title = waits ? words.waits : isCheck ? words.checking : words.restoring
  const part = progress && share(progress)
  return (
    <>
      <Text weight="semibold" role="status">
        {title}
      </Text>
      <ProgressBar
        aria-label={words.progress}
        thickness="large"
        {...(part !== undefined && !waits && { value: part })}
      />
      {progress && (
        <div className={styles.numbers}>
          <Text>{words.files(formats.count(progress.files), formats.count(progress.filesTotal))}</Text>
          <Text>{words.bytes(formats.bytes(progress.bytes), formats.bytes(progress.bytesTotal))}</Text>
          {progress.left !== undefined && <Text>{words.left(formats.duration(progress.left))}</Text>}
        </div>
      )}
      {!isCheck && (
        <Text size={200} className={styles.note}>
          {words.goesOn}
        </Text>
      )}
    </>
  )
}

/** By bytes; by files where nothing has any. */
function share({ files, filesTotal, bytes, bytesTotal }: NonNullable<ReturnType<typeof progressOf>>) {
  if (bytesTotal > 0) return bytes / bytesTotal
  return filesTotal > 0 ? files / filesTotal : 0
}

function Cancel({ jobs, isCheck }: { readonly jobs: readonly Job[]; readonly isCheck: boolean }) {
  const words = useWords(RESTORING)
  const may = useMay()
  const cancelling = useMutation({
    mutationFn: () =>
      Promise.all(
        jobs
          .filter(isUnderWay)
          .map(({ id }) => send(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } }))),
      ),
  })
  if (!may('jobs:cancel') && !may('own:backup')) return null
  const isAsked = cancelling.isSuccess || jobs.every(({ cancelRequested }) => cancelRequested)
  return (
    <>
      <Button disabledFocusable={cancelling.isPending || isAsked} onClick={() => cancelling.mutate()}>
        {isAsked ? words.cancelling : isCheck ? words.cancelCheck : words.cancel}
      </Button>
      {cancelling.error && <Failed error={cancelling.error} />}
    </>
  )
}
