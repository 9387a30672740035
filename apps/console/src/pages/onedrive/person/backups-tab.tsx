import { makeStyles, tokens } from '@fluentui/react-components'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import type { Person } from '../list/use-people.ts'
import { JobList } from './job-list.tsx'
import { SnapshotsPanel } from './snapshots-panel.tsx'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  panels: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

/** The snapshots of a person's OneDrive, and the runs that made them. */
export function BackupsTab({ person }: { readonly person: Person }) {
  const words = useWords(PERSON)
  const styles = useStyles()
  return (
    <div className={styles.panels}>
      <SnapshotsPanel person={person} />
      <Panel title={words.jobs.runs} about={words.jobs.runsAbout}>
        <JobList person={person} kind="backup" none={words.jobs.none} />
      </Panel>
    </div>
  )
}
