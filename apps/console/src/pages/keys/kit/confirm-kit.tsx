import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { chooseAsked, isWord } from './asked-words.ts'
import { KIT } from './words.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '360px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Asks for some of the words, which are not to be seen meanwhile: whoever knows them has the sheet. */
export function ConfirmKit(props: {
  readonly words: readonly string[]
  readonly onConfirmed: () => void
  readonly onBack: () => void
  readonly isPending: boolean
  readonly error: unknown
}) {
  const sentences = useWords(KIT)
  const styles = useStyles()
  const { words, onConfirmed, onBack, isPending, error } = props
  const [asked] = useState(() => chooseAsked(words.length))
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({})
  const [wrong, setWrong] = useState<readonly number[]>([])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    const mistaken = asked.filter((place) => !isWord(words, place, typed[place] ?? ''))
    setWrong(mistaken)
    if (mistaken.length === 0) onConfirmed()
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Text>{sentences.confirmAbout}</Text>
      {error !== null && <Failed error={error} />}
      {asked.map((place, at) => (
        <Field
          key={place}
          label={sentences.word(String(place))}
          required
          {...(wrong.includes(place) && {
            validationState: 'error',
            validationMessage: sentences.wrongWord(String(place)),
          })}
        >
          <Input
            autoFocus={at === 0}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed[place] ?? ''}
            onChange={(_, { value }) => setTyped((before) => ({ ...before, [place]: value }))}
          />
        </Field>
      ))}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={isPending}>
          {sentences.confirm}
        </Button>
        <Button onClick={onBack}>{sentences.showAgain}</Button>
      </div>
    </form>
  )
}
