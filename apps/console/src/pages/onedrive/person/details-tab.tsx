import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { useMay } from '../../../api/me.ts'
import { Facts } from '../../../parts/facts.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { AppStatus } from '../app-status.tsx'
import { BackupStatus } from '../backup-status.tsx'
import type { Person } from '../list/use-people.ts'
import { KeySlotsPanel } from './key-slots-panel.tsx'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
})

/** What is known of a person, of their OneDrive, and of its backup. */
export function DetailsTab({ person }: { readonly person: Person }) {
  const words = useWords(PERSON)
  const common = useCommon()
  const may = useMay()
  const styles = useStyles()
  const { moment, ago, bytes, count, day } = useFormats()
  const { onedrive } = person
  return (
    <div className={styles.panels}>
      <Panel title={words.onedrive}>
        {onedrive?.lastErrorCode && (
          <MessageBar intent={onedrive.lastStatus === 'failed' ? 'error' : 'warning'} layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{onedrive.lastError ?? onedrive.lastErrorCode}</MessageBarTitle>
              {onedrive.lastErrorHint}
            </MessageBarBody>
          </MessageBar>
        )}
        <Facts
          facts={[
            [words.facts.app, <AppStatus key="app" person={person} />],
            [words.facts.lastStatus, <BackupStatus key="status" person={person} />],
            [
              words.facts.lastSuccess,
              onedrive?.lastSuccessAt
                ? `${moment(onedrive.lastSuccessAt)} (${ago(onedrive.lastSuccessAt)})`
                : words.facts.never,
            ],
            [words.facts.lastAttempt, moment(onedrive?.lastAttemptAt)],
            [words.facts.data, bytes(onedrive?.bytes ?? 0)],
            [words.facts.items, count(onedrive?.items ?? 0)],
            [
              words.facts.licence,
              onedrive?.firstStartedAt
                ? words.licence[person.state](day(onedrive.firstStartedAt))
                : words.licence.none,
            ],
          ]}
        />
      </Panel>
      <Panel title={words.person}>
        <Facts
          facts={[
            [words.facts.principalName, person.principalName],
            ...(person.email !== null && person.email !== person.principalName
              ? ([[words.facts.email, person.email]] as const)
              : []),
            [words.facts.state, common.person[person.state]],
            ...(person.preservedAt !== null
              ? ([[words.facts.preservedAt, moment(person.preservedAt)]] as const)
              : []),
            [
              words.facts.profile,
              person.profileFixed ? words.facts.byHand(person.profileName) : person.profileName,
            ],
            [words.facts.access, person.adminAccess ? words.facts.accessAllowed : words.facts.accessBlocked],
            [words.facts.source, words.source[person.source]],
            [words.facts.added, moment(person.createdAt)],
            [words.facts.changed, moment(person.updatedAt)],
          ]}
        />
      </Panel>
      {may('organisation:read') && <KeySlotsPanel personId={person.id} />}
    </div>
  )
}
