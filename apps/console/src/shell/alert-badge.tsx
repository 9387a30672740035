import { CounterBadge, makeStyles } from '@fluentui/react-components'
import { useUrgentAlerts } from '../api/alert-counts.ts'
import { Hidden } from '../parts/hidden.tsx'
import { useWords } from '../words/translate.ts'
import { SHELL } from './words.ts'

const useStyles = makeStyles({ badge: { marginInlineStart: 'auto', flexShrink: 0 } })

/** How many alerts want somebody now: those that are critical or high, and not muted. */
export function AlertBadge() {
  const words = useWords(SHELL)
  const styles = useStyles()
  const count = useUrgentAlerts()
  if (count === 0) return null
  return (
    <>
      <CounterBadge
        className={styles.badge}
        count={count}
        overflowCount={99}
        color="danger"
        size="small"
        aria-hidden
      />
      <Hidden>{words.urgentAlerts(String(count))}</Hidden>
    </>
  )
}
