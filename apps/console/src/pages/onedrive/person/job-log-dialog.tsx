import {
  Button,
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { DialogFrame } from '../../../parts/dialog-frame.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { useJobNumbers } from './use-job-numbers.ts'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(880px, calc(100vw - 32px))' },
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    maxHeight: '50dvh',
    overflowY: 'auto',
  },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    paddingBlock: tokens.spacingVerticalXS,
    overflowWrap: 'anywhere',
  },
  about: { color: tokens.colorNeutralForeground2 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  error: { color: tokens.colorPaletteRedForeground1 },
  info: {},
})

/** What a job says of itself: its numbers, what it failed of, and its log. */
export function JobLogDialog(props: { readonly jobId: string | undefined; readonly onClose: () => void }) {
  const { jobId, onClose } = props
  const words = useWords(PERSON).jobs
  const common = useCommon()
  const styles = useStyles()
  return (
    <DialogFrame
      isOpen={jobId !== undefined}
      onClose={onClose}
      className={styles.surface}
      title={words.logTitle}
      actions={
        <Button appearance="primary" onClick={onClose}>
          {common.close}
        </Button>
      }
    >
      {jobId !== undefined && <Log jobId={jobId} />}
    </DialogFrame>
  )
}

function Log({ jobId }: { readonly jobId: string }) {
  const words = useWords(PERSON).jobs
  const styles = useStyles()
  const { moment } = useFormats()
  const path = { id: jobId }
  const job = useQuery({
    queryKey: ['job', jobId],
    queryFn: () => send(api.GET('/api/v1/jobs/{id}', { params: { path } })),
  })
  const log = useQuery({
    queryKey: ['job', jobId, 'log'],
    queryFn: () => send(api.GET('/api/v1/jobs/{id}/log', { params: { path } })),
  })
  const error = job.error ?? log.error
  if (error) return <Failed error={error} />
  if (job.data === undefined || log.data === undefined)
    return (
      <Skeleton aria-label={words.loading}>
        <SkeletonItem size={64} />
      </Skeleton>
    )
  const { entries } = log.data
  return (
    <>
      <Numbers job={job.data} />
      {entries.length === 0 ? (
        <Text>{words.logEmpty}</Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <ol className={styles.list} tabIndex={0} aria-label={words.log}>
          {entries.map(({ number, at, level, message, path: file }) => (
            <li key={number} className={styles.entry}>
              <Text className={mergeClasses(styles[level])}>
                {level !== 'info' && `${words.levels[level]}: `}
                {message}
              </Text>
              <Text size={200} className={styles.about}>
                {[moment(at), file].filter(Boolean).join(' · ')}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function Numbers({ job }: { readonly job: Parameters<typeof useJobNumbers>[0] }) {
  const numbers = useJobNumbers(job)
  if (job.error)
    return (
      <Text block>
        {job.error.message} {job.error.hint}
      </Text>
    )
  return <Text block>{numbers.join(' · ')}</Text>
}
