import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import type { Job } from '../../../api/live-jobs.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'

const useStyles = makeStyles({
  box: { display: 'grid', gap: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** A synchronisation as it goes on. How long the directory is, Microsoft 365 does not say before its end. */
export function SyncProgress({ job }: { readonly job: Job }) {
  const { sync: words } = useWords(DIRECTORY)
  const formats = useFormats()
  const styles = useStyles()
  const people = job.progress?.people
  return (
    <div className={styles.box} role="status">
      <Text weight="semibold">{words.under}</Text>
      <ProgressBar aria-label={words.under} />
      <Text className={styles.quiet}>
        {job.state === 'queued' ? words.queued : words.running}{' '}
        {typeof people === 'number' && words.read(formats.count(people))}{' '}
        {job.startedAt !== null && words.since(formats.time(job.startedAt))}
      </Text>
    </div>
  )
}
