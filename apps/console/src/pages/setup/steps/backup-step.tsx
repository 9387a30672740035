import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type Job, useLiveJobs } from '../../../api/live-jobs.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { Done } from '../done.tsx'
import { backupsOf, howFarQuery } from '../setup-queries.ts'
import { SETUP } from '../words.ts'

/** More bars than these tell nobody anything. */
const SHOWN = 8

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  job: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  about: { color: tokens.colorNeutralForeground2 },
})

/** The first backup of everybody, as it goes on. */
export function BackupStep() {
  const words = useWords(SETUP)
  const styles = useStyles()
  const formats = useFormats()
  const overview = useQuery(howFarQuery).data
  const live = useLiveJobs()
  const running = [...live.values()].filter(({ kind, state }) => kind === 'backup' && state === 'running')
  if (overview === undefined) return null
  const { done, of, failed, never, isDone } = backupsOf(overview)
  const sentence = words.backedUp(formats.count(done), formats.count(of))
  if (isDone)
    return (
      <div className={styles.column}>
        <Done>{sentence}</Done>
        <Text>
          {words.protects(formats.count(overview.protectedItems), formats.bytes(overview.protectedBytes))}
        </Text>
        {never > 0 && <Text>{words.noDriveYet(never, formats.count(never))}</Text>}
        {failed > 0 && <Text>{words.someFailed(formats.count(failed))}</Text>}
      </div>
    )
  return (
    <div className={styles.column}>
      <Text>{of === 0 ? words.noBackupYet : sentence}</Text>
      <ProgressBar {...(of > 0 && { value: done, max: of })} aria-label={sentence} />
      <ul className={styles.list}>
        {running.slice(0, SHOWN).map((job) => (
          <Running key={job.id} job={job} />
        ))}
      </ul>
      <Text className={styles.about}>{words.mayLeave}</Text>
    </div>
  )
}

function Running({ job: { person, progress } }: { readonly job: Job }) {
  const styles = useStyles()
  const formats = useFormats()
  const name = person?.name ?? ''
  const bytes = numberOf(progress?.bytes)
  const total = numberOf(progress?.bytesTotal)
  return (
    <li>
      <div className={styles.job}>
        <Text>{name}</Text>
        {total > 0 && (
          <Text className={styles.about}>{`${formats.bytes(bytes)} / ${formats.bytes(total)}`}</Text>
        )}
      </div>
      <ProgressBar {...(total > 0 && { value: bytes, max: total })} aria-label={name} />
    </li>
  )
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
