import { makeStyles, tokens } from '@fluentui/react-components'
import { useMay } from '../../api/me.ts'
import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/translate.ts'
import { AlertsPanel } from './alerts-panel.tsx'
import { BudgetPanel } from './budget-panel.tsx'
import { FailuresPanel } from './failures-panel.tsx'
import { Figures } from './figures.tsx'
import { GrowthPanel } from './growth-panel.tsx'
import { RecoveryPanel } from './recovery-panel.tsx'
import { RunningPanel } from './running-panel.tsx'
import { SetupCard } from './setup-card.tsx'
import { StatusPanel } from './status-panel.tsx'
import { OVERVIEW } from './words.ts'

const WIDE = '@media (min-width: 1200px)'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    [WIDE]: { gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)', gridTemplateColumns: 'none' },
  },
})

/** How things stand, at a glance: what is protected, what goes on, and what needs somebody. */
export function OverviewPage() {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const may = useMay()
  return (
    <Page title={words.title}>
      <div className={styles.page}>
        <SetupCard />
        {may('people:read') && (
          <>
            <Figures />
            <div className={styles.row}>
              <StatusPanel />
              <RecoveryPanel />
              {may('alerts:read') && <AlertsPanel />}
            </div>
          </>
        )}
        {may('jobs:read') && (
          <div className={styles.row}>
            <RunningPanel />
            <FailuresPanel />
          </div>
        )}
        {may('people:read') && (
          <div className={styles.row}>
            <GrowthPanel />
            {may('organisation:read') && <BudgetPanel />}
          </div>
        )}
      </div>
    </Page>
  )
}
