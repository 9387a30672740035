import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons'
import type { components } from '@holdfast/api-client'
import { useId, useState } from 'react'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { AuditDetails } from './audit-details.tsx'
import { useActionWords } from './use-action-words.ts'
import { AUDIT } from './words.ts'

export type AuditEntry = components['schemas']['AuditEntry']

const useStyles = makeStyles({
  entry: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    // What is not in sight costs nothing, so that ten thousand entries scroll as ten do.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 56px',
  },
  line: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  reason: { fontStyle: 'italic' },
})

/** One entry as a sentence; everything that it holds, when somebody asks for it. */
export function AuditEntryRow(props: {
  readonly entry: AuditEntry
  /** Among what was done with one person alone, whose name every entry would repeat. */
  readonly isOfPerson?: boolean
}) {
  const { entry, isOfPerson } = props
  const words = useWords(AUDIT)
  const styles = useStyles()
  const id = useId()
  const { moment, count } = useFormats()
  const sentence = useActionWords()
  const [isOpen, setOpen] = useState(false)
  const { actor, reason, personName } = entry
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <Button
          appearance="subtle"
          size="small"
          icon={isOpen ? <ChevronDownRegular aria-hidden /> : <ChevronRightRegular aria-hidden />}
          aria-label={words.detailsOf(count(entry.number))}
          aria-expanded={isOpen}
          {...(isOpen && { 'aria-controls': id })}
          onClick={() => setOpen(!isOpen)}
        />
        <div className={styles.words}>
          <Text>
            <Text weight="semibold">{actor.kind === 'system' ? words.holdfast : actor.name}</Text>
            {': '}
            {sentence(entry.action)}
            {!isOfPerson && personName !== null && personName !== actor.name && ` – ${personName}`}
          </Text>
          <Text size={200} className={styles.quiet}>
            {moment(entry.at)}
          </Text>
          {reason !== null && (
            <Text size={200} className={mergeClasses(styles.quiet, styles.reason)}>
              {words.reason(reason)}
            </Text>
          )}
        </div>
      </div>
      {isOpen && (
        <div id={id}>
          <AuditDetails entry={entry} />
        </div>
      )}
    </li>
  )
}
