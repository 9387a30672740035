import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { CircleRegular, DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { LinkButton } from '../../parts/link-button.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/translate.ts'
import { SETUP_CARD } from './setup-words.ts'
import { type Missing, useMissing } from './use-missing.ts'

/** In this browser, what was missing when the card was dismissed: something else that is missing shows it again. */
const KEPT = 'holdfast.setup-dismissed'

const WAYS: Readonly<Record<Missing, string>> = {
  kit: '/setup?step=kit',
  connection: '/setup?step=connection',
  people: '/setup?step=people',
  administrator: '/settings',
}

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  step: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
  marked: { borderLeft: `4px solid ${tokens.colorCompoundBrandStroke}` },
  actions: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

/** What a new server still lacks, until it is there or nobody wants to be told any more. */
export function SetupCard() {
  const words = useWords(SETUP_CARD)
  const styles = useStyles()
  const missing = useMissing()
  const [dismissed, dismiss] = useState(() => localStorage.getItem(KEPT))
  const state = missing?.join(' ')
  if (missing === undefined || missing.length === 0 || dismissed === state) return null
  return (
    <Panel
      title={words.title}
      about={words.about}
      className={styles.marked}
      actions={
        <div className={styles.actions}>
          <LinkButton to="/setup" appearance="primary">
            {words.toSetup}
          </LinkButton>
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={words.dismiss}
            title={words.dismiss}
            onClick={() => {
              localStorage.setItem(KEPT, state ?? '')
              dismiss(state ?? '')
            }}
          />
        </div>
      }
    >
      <ul className={styles.list}>
        {missing.map((each) => (
          <li key={each} className={styles.step}>
            <CircleRegular className={styles.icon} aria-hidden />
            <Text>
              <PageLink to={WAYS[each]}>{words[each]}</PageLink>
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
