import { makeStyles, tokens } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { LinkButton } from '../../../parts/link-button.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { wayInto } from '../actions/way-in.ts'
import type { Person } from '../list/use-people.ts'
import { JobList } from './job-list.tsx'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  panels: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

/** The way to restore, and what was restored. */
export function RestoreTab({ person }: { readonly person: Person }) {
  const words = useWords(PERSON).restore
  const styles = useStyles()
  const way = wayInto(person)
  return (
    <div className={styles.panels}>
      <Panel
        title={words.title}
        about={way === 'restore' ? words.about : way && words.disabled}
        actions={
          way && (
            <LinkButton to={`/onedrive/${person.id}/restore`} appearance="primary" icon={<HistoryRegular />}>
              {way === 'restore' ? words.begin : words.look}
            </LinkButton>
          )
        }
      >
        {null}
      </Panel>
      <Panel title={words.jobs}>
        <JobList person={person} kind="restore" none={words.none} />
      </Panel>
    </div>
  )
}
