import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { AddRegular, MailAlertRegular } from '@fluentui/react-icons'
import type { components } from '@holdfast/api-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { DataTable } from '../../parts/table/data-table.tsx'
import { useWords } from '../../words/translate.ts'
import { AlertTabs } from './alert-tabs.tsx'
import { RULES } from './rule-words.ts'
import { SubscriptionDialog } from './subscription-dialog.tsx'
import { useSubscriptionColumns } from './use-subscription-columns.tsx'
import { ALERTS } from './words.ts'

export type Subscription = components['schemas']['Subscription']

const useStyles = makeStyles({ about: { display: 'block', marginBlockEnd: tokens.spacingVerticalM } })

/** Who is told of alerts. */
export function SubscriptionsPage() {
  const { subscriptions: words } = useWords(RULES)
  const { title } = useWords(ALERTS)
  const styles = useStyles()
  const may = useMay()
  const query = useQuery({
    queryKey: ['alerts', 'subscriptions'],
    queryFn: async () => (await send(api.GET('/api/v1/subscriptions'))).subscriptions,
  })
  const [opened, open] = useState<Subscription | 'new'>()
  const [secret, tell] = useState<string>()
  const columns = useSubscriptionColumns(open)
  const add = may('alerts:write') && (
    <Button appearance="primary" icon={<AddRegular aria-hidden />} onClick={() => open('new')}>
      {words.add}
    </Button>
  )
  return (
    <Page title={title} actions={add}>
      <AlertTabs here="subscriptions" />
      <Text className={styles.about}>{words.about}</Text>
      {query.error ? (
        <Failed error={query.error} reset={() => void query.refetch()} />
      ) : (
        <DataTable
          label={words.title}
          columns={columns}
          rows={query.data}
          idOf={({ id }) => id}
          rowHeight={64}
          empty={<Empty icon={MailAlertRegular} title={words.empty} hint={words.emptyHint} />}
        />
      )}
      {opened && (
        <SubscriptionDialog
          subscription={opened === 'new' ? undefined : opened}
          onClose={() => open(undefined)}
          onSecret={tell}
        />
      )}
      {secret !== undefined && (
        <ShownOnce
          title={words.secret}
          hint={words.secretAbout}
          label={words.secret}
          text={secret}
          done={words.secretKept}
          onDone={() => tell(undefined)}
        />
      )}
    </Page>
  )
}
