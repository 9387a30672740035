import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { StackedBar } from '../../parts/charts/stacked-bar.tsx'
import { Failed } from '../../parts/failed.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { AllFine, WaitingLines } from './lines.tsx'
import { openAlertsQuery, overviewQuery } from './queries.ts'
import { OVERVIEW } from './words.ts'

const SEVERITIES = ['critical', 'high', 'warning', 'info'] as const
const COLORS = { critical: 'bad', high: 'warning', warning: 'second', info: 'quiet' } as const

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: `${tokens.spacingVerticalM} 0 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  alert: { display: 'flex', flexDirection: 'column' },
  title: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Open alerts by how bad they are, and the newest few. */
export function AlertsPanel() {
  const words = useWords(OVERVIEW)
  const common = useCommon()
  const styles = useStyles()
  const { count, ago } = useFormats()
  const { data: overview, error, refetch } = useQuery(overviewQuery)
  const { data: newest } = useQuery(openAlertsQuery)
  const open = overview?.openAlerts
  const all = open ? SEVERITIES.reduce((sum, severity) => sum + open[severity], 0) : undefined
  return (
    <Panel title={words.alerts} actions={<PageLink to="/alerts">{words.allAlerts}</PageLink>}>
      {open ? (
        all === 0 ? (
          <AllFine>{words.noAlerts}</AllFine>
        ) : (
          <>
            <StackedBar
              label={words.alerts}
              parts={SEVERITIES.map((severity) => ({
                key: severity,
                name: common.severity[severity],
                value: open[severity],
                text: count(open[severity]),
                color: COLORS[severity],
              }))}
            />
            {newest && newest.items.length > 0 && (
              <ul className={styles.list}>
                {newest.items.map(({ id, title, severity, lastAt }) => (
                  <li key={id} className={styles.alert}>
                    <Text className={styles.title}>{title}</Text>
                    <Text size={200} className={styles.quiet}>
                      {common.severity[severity]} · {ago(lastAt)}
                    </Text>
                  </li>
                ))}
              </ul>
            )}
          </>
        )
      ) : error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <WaitingLines count={4} size={36} />
      )}
    </Panel>
  )
}
