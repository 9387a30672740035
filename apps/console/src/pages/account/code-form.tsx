import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failed } from '../../parts/failed.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ACCOUNT } from './words.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '420px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Wants a code of the second factor that there is, and does something with it. */
export function CodeForm(props: {
  readonly submit: string
  readonly run: (code: string) => Promise<unknown>
  readonly onClose: () => void
}) {
  const words = useWords(ACCOUNT)
  const common = useCommon()
  const styles = useStyles()
  const [code, setCode] = useState('')
  const running = useMutation({ mutationFn: () => props.run(code.trim()) })
  function submit(event: FormEvent) {
    event.preventDefault()
    running.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {running.error && <Failed error={running.error} />}
      <Field label={words.proof} hint={words.proofHint} required>
        <Input
          autoFocus
          autoComplete="one-time-code"
          value={code}
          onChange={(_, { value }) => setCode(value)}
        />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={running.isPending}>
          {props.submit}
        </Button>
        <Button onClick={props.onClose}>{common.cancel}</Button>
      </div>
    </form>
  )
}
