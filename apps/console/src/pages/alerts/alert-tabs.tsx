import { useMe } from '../../api/me.ts'
import { TabLinks } from '../../parts/tab-links.tsx'
import { useWords } from '../../words/translate.ts'
import { ALERTS } from './words.ts'

export type AlertTab = 'open' | 'older' | 'rules' | 'subscriptions'

const HREFS: Readonly<Record<AlertTab, string>> = {
  open: '/alerts',
  older: '/alerts?which=older',
  rules: '/alerts/rules',
  subscriptions: '/alerts/subscriptions',
}

/** The parts of the alerts. Who is told of all of them is not for those who are limited to some profiles. */
export function AlertTabs({ here }: { readonly here: AlertTab }) {
  const words = useWords(ALERTS)
  const me = useMe()
  const isLimited = me?.profiles !== null
  const tabs = (Object.keys(HREFS) as AlertTab[]).filter((tab) => tab !== 'subscriptions' || !isLimited)
  return (
    <TabLinks
      label={words.parts}
      tabs={tabs.map((tab) => ({ title: words.tabs[tab], href: HREFS[tab], isHere: tab === here }))}
    />
  )
}
