import { Button, Field, Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'
import { type ExclusionKind, entriesOf, isUsable, listOf } from './entries.ts'

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  chip: {
    display: 'flex',
    alignItems: 'center',
    maxWidth: '100%',
    minHeight: '28px',
    paddingInlineStart: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  name: { overflowWrap: 'anywhere', paddingInlineEnd: tokens.spacingHorizontalS },
  bad: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** A list of exclusions, an entry a chip: typed one by one, or pasted with `;` or line by line. */
export function EntryList(props: {
  readonly kind: ExclusionKind
  readonly text: string
  readonly onChange?: ((text: string) => void) | undefined
  /** What the server says of the list. */
  readonly problem?: string | undefined
}) {
  const { kind, text, onChange, problem } = props
  const words = useWords(EXCLUSIONS)
  const styles = useStyles()
  const id = useId()
  const [typed, setTyped] = useState('')
  const { label, hint, example, wrong } = words.lists[kind]
  const entries = entriesOf(text)
  const bad = entries.filter((entry) => !isUsable(kind, entry))
  const complaint = bad.length > 0 ? `${words.bad(bad.join(', '))} ${wrong}` : problem

  function take(more: string) {
    const known = new Set(entries.map((entry) => entry.toLowerCase()))
    const added = entriesOf(more).filter((entry) => !known.has(entry.toLowerCase()))
    if (added.length > 0) onChange?.(listOf([...entries, ...added]))
    setTyped('')
  }

  return (
    <div className={styles.box}>
      {onChange ? (
        <Field
          label={label}
          hint={hint}
          {...(complaint !== undefined && { validationState: 'error', validationMessage: complaint })}
        >
          <Input
            value={typed}
            placeholder={example}
            aria-describedby={id}
            onChange={(_, { value }) => (/[;\n]/.test(value) ? take(value) : setTyped(value))}
            onBlur={() => typed.trim() !== '' && take(typed)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              take(typed)
            }}
          />
        </Field>
      ) : (
        <Text weight="semibold">{label}</Text>
      )}
      {entries.length === 0 ? (
        <Text id={id} className={styles.quiet}>
          {words.none}
        </Text>
      ) : (
        <ul id={id} className={styles.chips} aria-label={words.entries(label)}>
          {entries.map((entry) => (
            <li key={entry} className={mergeClasses(styles.chip, !isUsable(kind, entry) && styles.bad)}>
              <span className={styles.name}>{entry}</span>
              {onChange && (
                <Button
                  appearance="transparent"
                  size="small"
                  icon={<DismissRegular />}
                  aria-label={words.remove(entry)}
                  onClick={() => onChange(listOf(entries.filter((each) => each !== entry)))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
