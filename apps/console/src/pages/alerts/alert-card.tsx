import { Card, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { AlertActions } from './alert-actions.tsx'
import { AlertLinks } from './alert-links.tsx'
import type { Alert } from './alert-search.ts'
import { SeverityBadge } from './severity-badge.tsx'
import { useAlertWords } from './use-alert-words.ts'
import { ALERTS } from './words.ts'

const useStyles = makeStyles({
  card: { gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalL },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  title: { flexGrow: 1, flexBasis: '240px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
})

/** One alert: what is the matter, since when, what to do, and where. */
export function AlertCard({ alert }: { readonly alert: Alert }) {
  const words = useWords(ALERTS)
  const styles = useStyles()
  const { count, ago, moment } = useFormats()
  const { title, hint, found } = useAlertWords(alert)
  const { firstAt, lastAt, mutedUntil, resolvedAt } = alert
  const times = [
    words.since(ago(firstAt)),
    alert.count > 1 && words.times(count(alert.count)),
    alert.count > 1 && words.last(ago(lastAt)),
    resolvedAt !== null && words.ended(ago(resolvedAt)),
    mutedUntil !== null && resolvedAt === null && words.mutedUntil(moment(mutedUntil)),
  ]
  return (
    <Card className={styles.card} role="group" aria-label={title}>
      <div className={styles.head}>
        <Text as="h2" size={400} weight="semibold" className={styles.title}>
          {title}
        </Text>
        <SeverityBadge severity={alert.severity} />
      </div>
      <Text size={200} className={styles.quiet} title={moment(firstAt)}>
        {times.filter(Boolean).join(' · ')}
      </Text>
      {found !== undefined && <Text className={styles.quiet}>{words.found(found)}</Text>}
      {hint !== '' && <Text>{hint}</Text>}
      <div className={styles.foot}>
        <AlertLinks alert={alert} />
        <AlertActions alert={alert} />
      </div>
    </Card>
  )
}
