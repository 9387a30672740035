import { makeStyles, tokens } from '@fluentui/react-components'
import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/translate.ts'
import { ReportCard } from './report-card.tsx'
import { REPORT_NAMES } from './report-names.ts'
import { SchedulesPanel } from './schedules/schedules-panel.tsx'
import { REPORTS } from './words/reports.ts'

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalXXL}`,
    padding: 0,
  },
})

/** Which reports there are, and which of them are sent by mail. */
export function ReportsPage() {
  const words = useWords(REPORTS)
  const styles = useStyles()
  return (
    <Page title={words.title} about={words.about}>
      <ul className={styles.cards}>
        {REPORT_NAMES.map((name) => (
          <ReportCard key={name} name={name} />
        ))}
      </ul>
      <SchedulesPanel />
    </Page>
  )
}
