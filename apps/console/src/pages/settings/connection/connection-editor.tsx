import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../api/me.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { connectionQuery, type Purpose, type Verification } from './connection-query.ts'
import { CredentialEditor } from './credential-editor.tsx'
import { IdsForm } from './ids-form.tsx'
import { PurposeStateView } from './purpose-state.tsx'
import { RegistrationSteps } from './registration-steps.tsx'
import { VerifyConnection } from './verify-connection.tsx'
import { CONNECTION } from './words.ts'

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  states: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
})

export interface ConnectionEditorProps {
  /** Told of each verification: `state.backup.state === 'connected'` says that backups can begin. */
  readonly onVerified?: (found: Verification) => void
  /** Whether how it stands is shown above; true unless said otherwise. */
  readonly showsState?: boolean
}

/**
 * Everything that connects the organisation's Microsoft 365: how the applications are registered, their ids, certificates or
 * secrets, and the verification. It reads and stores by itself, so that it can stand on any page; whoever may only read sees it
 * all and changes nothing.
 */
export function ConnectionEditor({ onVerified, showsState = true }: ConnectionEditorProps) {
  const words = useWords(CONNECTION)
  const styles = useStyles()
  const mayWrite = useMay()('organisation:write')
  const { data: stored, error, refetch } = useQuery(connectionQuery)
  if (error && !stored) return <Failed error={error} reset={() => void refetch()} />
  const isNew = stored?.value.backup.clientId === ''
  const purposes: readonly Purpose[] = stored?.value.restore ? ['backup', 'restore'] : ['backup']
  return (
    <div className={styles.all}>
      {showsState && (
        <Panel title={words.state}>
          {stored ? (
            <div className={styles.states}>
              <PurposeStateView purpose="backup" state={stored.value.state.backup} />
              <PurposeStateView purpose="restore" state={stored.value.state.restore} />
            </div>
          ) : (
            <Waiting />
          )}
        </Panel>
      )}
      <Panel title={words.register} about={words.registerAbout}>
        {stored ? (
          <Accordion multiple collapsible defaultOpenItems={isNew ? ['backup'] : []}>
            {(['backup', 'restore'] as const).map((purpose) => (
              <AccordionItem key={purpose} value={purpose}>
                <AccordionHeader>{words.registerFor[purpose]}</AccordionHeader>
                <AccordionPanel>
                  <RegistrationSteps purpose={purpose} />
                </AccordionPanel>
              </AccordionItem>
            ))}
          </Accordion>
        ) : (
          <Waiting />
        )}
      </Panel>
      <Panel title={words.ids}>
        <IdsForm />
      </Panel>
      {purposes.map((purpose) => (
        <Panel key={purpose} title={words.credentialOf[purpose]} about={words.credentialAbout}>
          {stored ? <CredentialEditor purpose={purpose} stored={stored} /> : <Waiting />}
        </Panel>
      ))}
      {mayWrite && (
        <Panel title={words.verification} about={words.verificationAbout}>
          <VerifyConnection {...(onVerified && { onVerified })} />
        </Panel>
      )}
    </div>
  )
}

function Waiting() {
  return (
    <Skeleton aria-hidden>
      <SkeletonItem size={64} />
    </Skeleton>
  )
}
