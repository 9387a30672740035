import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Person } from '../list/use-people.ts'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  bars: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginBlockEnd: tokens.spacingVerticalM,
    ':empty': { display: 'none' },
  },
})

/** What is out of the ordinary with a person or their OneDrive, and what it means; nothing where nothing is. */
export function StandingBar({ person }: { readonly person: Person }) {
  const words = useWords(PERSON).standing
  const { day } = useFormats()
  const styles = useStyles()
  const { state, onedrive, adminAccess, purgeAt } = person
  const bars: (readonly [intent: 'warning' | 'info' | 'error', title: string, text: string])[] = []
  if (state === 'deleted') bars.push(['error', words.deleted, words.deletedText(day(purgeAt))])
  if (state === 'preserved') bars.push(['info', words.preserved, words.preservedText])
  if (state !== 'deleted' && onedrive?.state === 'deleted')
    bars.push([
      'error',
      words.backupDeleted,
      onedrive.purgeAt ? words.backupDeletedText(day(onedrive.purgeAt)) : words.backupGoneText,
    ])
  if (state !== 'deleted' && onedrive?.state === 'disabled')
    bars.push(['warning', words.disabled, words.disabledText])
  if (!adminAccess) bars.push(['info', words.blocked, words.blockedText])
  return (
    <div className={styles.bars}>
      {bars.map(([intent, title, text]) => (
        <MessageBar key={title} intent={intent} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{title}</MessageBarTitle>
            {text}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  )
}
