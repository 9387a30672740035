import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { getRouteApi } from '@tanstack/react-router'
import { Page } from '../../parts/page.tsx'
import { TabLinks } from '../../parts/tab-links.tsx'
import { useWords } from '../../words/translate.ts'
import { GroupsPanel } from './groups-panel.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { GROUPINGS } from './search.ts'
import { GOVERNANCE } from './words.ts'

const route = getRouteApi('/signed-in/administration/governance')

const WIDE = '@media (min-width: 1200px)'

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
  },
  both: { [WIDE]: { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' } },
})

/** Where the data is, and what it is: a choice of grouping, and the people behind each group. */
export function GovernancePage() {
  const words = useWords(GOVERNANCE)
  const styles = useStyles()
  const { by = 'source', key } = route.useSearch()
  return (
    <Page title={words.title} about={words.about}>
      <TabLinks
        label={words.groupBy}
        tabs={GROUPINGS.map((each) => ({
          title: words.groupings[each],
          href: each === 'source' ? '/governance' : `/governance?by=${each}`,
          isHere: each === by,
        }))}
      />
      <div className={key === undefined ? styles.panels : mergeClasses(styles.panels, styles.both)}>
        <GroupsPanel by={by} chosen={key} />
        {key !== undefined && <PeoplePanel key={by} by={by} chosen={key} />}
      </div>
    </Page>
  )
}
