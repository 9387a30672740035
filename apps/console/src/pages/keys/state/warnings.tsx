import {
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMay } from '../../../api/me.ts'
import { LinkButton } from '../../../parts/link-button.tsx'
import { useWords } from '../../../words/translate.ts'
import { kitQuery, providersQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'

const useStyles = makeStyles({
  bars: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
})

/** What is dangerous about the keys as they are held, the worst first. */
export function KeyWarnings() {
  const words = useWords(KEYS)
  const styles = useStyles()
  const mayWrite = useMay()('organisation:write')
  const providers = useQuery(providersQuery).data?.items
  const kit = useQuery(kitQuery).data
  // A device is one person's alone.
  const shared = providers?.filter(({ personId }) => personId === null)
  const invite = mayWrite && <LinkButton to="/keys?do=invite">{words.invite}</LinkButton>
  return (
    <div className={styles.bars}>
      {shared?.every(({ isConnected }) => !isConnected) && (
        <Bar intent="error" title={words.warnings.nobody} about={words.warnings.nobodyAbout}>
          {shared.length === 0 && invite}
        </Bar>
      )}
      {shared && shared.length > 0 && shared.every(({ isLocal }) => isLocal) && (
        <Bar intent="warning" title={words.warnings.local} about={words.warnings.localAbout}>
          {invite}
        </Bar>
      )}
      {kit?.kit === null && (
        <Bar intent="warning" title={words.warnings.noKit} about={words.warnings.noKitAbout}>
          {mayWrite && <LinkButton to="/keys/recovery-kit">{words.makeKit}</LinkButton>}
        </Bar>
      )}
    </div>
  )
}

function Bar(props: {
  readonly intent: 'error' | 'warning'
  readonly title: string
  readonly about: string
  readonly children: ReactNode
}) {
  const { intent, title, about, children } = props
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {about}
      </MessageBarBody>
      {children && <MessageBarActions>{children}</MessageBarActions>}
    </MessageBar>
  )
}
