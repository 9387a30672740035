import { Button, Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components'
import { DismissRegular, SearchRegular } from '@fluentui/react-icons'
import { type FormEvent, useEffect, useState } from 'react'
import { useWords } from '../words/translate.ts'
import { useBrowserSearch } from './use-browser-search.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexGrow: 1,
    justifyContent: 'flex-end',
  },
  field: { flexGrow: 1, maxWidth: '420px', minWidth: 'min(100%, 220px)' },
})

/** Finds by name: as one types, after a breath. */
const BREATH = 400

/** Finds files and folders by name, in the snapshot that is shown or in all. */
export function FindBar() {
  const words = useWords(BROWSER)
  const styles = useStyles()
  const [{ find = '', everywhere = false }, change] = useBrowserSearch()
  const [text, setText] = useState(find)
  useEffect(() => setText(find), [find])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === find) return
    const waiting = setTimeout(() => change({ find: wanted || undefined }, { replace: find !== '' }), BREATH)
    return () => clearTimeout(waiting)
  }, [text, find, change])
  function submit(event: FormEvent) {
    event.preventDefault()
    change({ find: text.trim() || undefined })
  }
  return (
    <search className={styles.form}>
      <form className={styles.field} onSubmit={submit}>
        <Field>
          <Input
            aria-label={words.find}
            placeholder={words.find}
            title={words.findHint}
            maxLength={256}
            enterKeyHint="search"
            value={text}
            contentBefore={<SearchRegular aria-hidden />}
            contentAfter={
              text === '' ? null : (
                <Button
                  appearance="transparent"
                  size="small"
                  icon={<DismissRegular />}
                  aria-label={words.stopFinding}
                  onClick={() => {
                    setText('')
                    change({ find: undefined, everywhere: undefined })
                  }}
                />
              )
            }
            onChange={(_, { value }) => setText(value)}
          />
        </Field>
      </form>
      {find !== '' && (
        <Switch
          label={words.everywhere}
          checked={everywhere}
          onChange={(_, { checked }) => change({ everywhere: checked ? true : undefined }, { replace: true })}
        />
      )}
    </search>
  )
}
