import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { Job } from '../../api/live-jobs.ts'
import { useMay } from '../../api/me.ts'
import { PageLink } from '../../parts/page-link.tsx'

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', gap: `0 ${tokens.spacingHorizontalM}` },
})

/** A snapshot of the person whose job it is, by its time or the first digits of its id, with the way into it. */
export function SnapshotLink(props: {
  readonly job: Pick<Job, 'person'>
  readonly id: string
  readonly name?: string
  /** The way into it; without one it is only named. */
  readonly label?: string
}) {
  const styles = useStyles()
  const may = useMay()
  const { job, id, name = id.slice(0, 8), label } = props
  return (
    <span className={styles.line}>
      <Text font={name === id.slice(0, 8) ? 'monospace' : 'base'}>{name}</Text>
      {job.person && label !== undefined && may('data:read') && (
        <PageLink to={`/onedrive/${job.person.id}/restore?snapshot=${id}`}>{label}</PageLink>
      )}
    </span>
  )
}
