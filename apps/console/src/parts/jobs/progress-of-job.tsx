import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import type { Job } from '../../api/live-jobs.ts'
import { useWords } from '../../words/translate.ts'
import { useFormats } from '../use-formats.ts'
import { howFar, numberIn } from './job-progress.ts'
import { JOB_STATE } from './words.ts'

const useStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  words: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
})

/** How far a job is that waits or runs: as a bar, and in words: files, bytes, their rate, and how long it will take. */
export function ProgressOfJob({ job, isBrief }: { readonly job: Job; readonly isBrief?: boolean }) {
  const words = useWords(JOB_STATE)
  const styles = useStyles()
  const sentence = useProgressWords(job, isBrief === true)
  const { fraction } = howFar(job)
  if (job.state === 'queued') return <Text size={200}>{words.waiting}</Text>
  return (
    <div className={styles.progress}>
      <ProgressBar
        thickness={isBrief ? 'medium' : 'large'}
        aria-label={words.progress}
        aria-valuetext={sentence}
        {...(fraction !== undefined && { value: fraction })}
      />
      <Text size={isBrief ? 200 : 300} className={styles.words} truncate={isBrief === true} wrap={!isBrief}>
        {sentence}
      </Text>
    </div>
  )
}

function useProgressWords(job: Job, isBrief: boolean): string {
  const words = useWords(JOB_STATE)
  const { count, bytes, duration, percent } = useFormats()
  const { progress } = job
  const { fraction, rate, left } = howFar(job)
  const phase = words.phases[phaseOf(progress)]
  const of = (name: string) => numberIn(progress, name)
  const isListing = progress?.phase === 'listing'
  const parts = isBrief
    ? [fraction === undefined ? phase : percent(Math.floor(fraction * 100) / 100)]
    : [
        phase,
        isListing && of('listed') > 0 && words.listed(count(of('listed'))),
        of('filesTotal') > 0 && words.files(count(of('files')), count(of('filesTotal'))),
        of('bytesTotal') > 0 && words.bytes(bytes(of('bytes')), bytes(of('bytesTotal'))),
        of('failed') > 0 && words.failed(count(of('failed'))),
      ]
  return [
    ...parts,
    rate !== undefined && words.rate(bytes(rate)),
    left !== undefined && words.left(duration(left)),
  ]
    .filter(Boolean)
    .join(' · ')
}

function phaseOf(progress: Job['progress']): keyof (typeof JOB_STATE)['en']['phases'] {
  switch (progress?.phase) {
    case 'opening':
    case 'listing':
    case 'fetching':
    case 'writing':
    case 'reading':
    case 'forgetting':
    case 'destroying':
      return progress.phase
    default:
      return 'working'
  }
}
