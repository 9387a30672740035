import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmedAction } from '../../parts/confirmed-action.tsx'
import type { Column } from '../../parts/table/column.ts'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { RULES } from './rule-words.ts'
import { SeverityBadge } from './severity-badge.tsx'
import type { Subscription } from './subscriptions-page.tsx'
import { TestSubscription } from './test-subscription.tsx'

const useStyles = makeStyles({
  target: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  address: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
})

/** What the list says of each subscription, and what can be done with it. */
export function useSubscriptionColumns(open: (subscription: Subscription) => void) {
  const { subscriptions: words } = useWords(RULES)
  const styles = useStyles()
  const { ago, count } = useFormats()
  const may = useMay()
  const queries = useQueryClient()
  const { columns } = words
  async function remove(id: string) {
    await api.DELETE('/api/v1/subscriptions/{id}', { params: { path: { id } } })
    await queries.invalidateQueries({ queryKey: ['alerts', 'subscriptions'] })
    return { title: words.removed }
  }
  const actions: Column<Subscription> = {
    key: 'actions',
    title: columns.actions,
    width: 34,
    isKept: true,
    render: (subscription) => (
      <span className={styles.actions}>
        <TestSubscription subscription={subscription} />
        <Button size="small" onClick={() => open(subscription)}>
          {words.change}
        </Button>
        <ConfirmedAction
          size="small"
          label={words.remove}
          question={words.removeQuestion(subscription.target)}
          run={() => remove(subscription.id)}
        />
      </span>
    ),
  }
  const shown: readonly Column<Subscription>[] = [
    {
      key: 'target',
      title: columns.target,
      isName: true,
      isKept: true,
      render: ({ target, channel }) => (
        <span className={styles.target}>
          <span className={styles.address} title={target}>
            {target}
          </span>
          <Text size={200} className={styles.quiet}>
            {words.channels[channel]}
          </Text>
        </span>
      ),
    },
    {
      key: 'kinds',
      title: columns.kinds,
      width: 11,
      render: ({ kinds }) => (kinds === null ? words.allKinds : words.kindsAre(count(kinds.length))),
    },
    {
      key: 'least',
      title: columns.least,
      width: 14,
      render: ({ minSeverity }) => <SeverityBadge severity={minSeverity} />,
    },
    {
      key: 'last',
      title: columns.last,
      width: 18,
      render: ({ lastDeliveredAt, lastError, waiting }) => (
        <span className={styles.target}>
          <span>{lastDeliveredAt === null ? words.never : ago(lastDeliveredAt)}</span>
          <Text size={200} className={styles.quiet} title={lastError ?? ''}>
            {[waiting > 0 && words.waiting(count(waiting)), lastError !== null && words.failed(lastError)]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </span>
      ),
    },
  ]
  return may('alerts:write') ? [...shown, actions] : shown
}
