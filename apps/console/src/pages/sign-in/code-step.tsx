import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { Failed } from '../../parts/failed.tsx'
import { useWords } from '../../words/translate.ts'
import { SIGN_IN } from './words.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** The code of an authenticator app, or a recovery code. */
export function CodeStep({ onSignedIn }: { readonly onSignedIn: () => Promise<unknown> }) {
  const words = useWords(SIGN_IN)
  const styles = useStyles()
  const [code, setCode] = useState('')
  const sending = useMutation({
    async mutationFn() {
      await api.POST('/api/v1/sign-in/code', { body: { code: code.trim() } })
      await onSignedIn()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    sending.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {sending.error && <Failed error={sending.error} />}
      <Field label={words.code} hint={words.codeHint} required>
        <Input
          autoFocus
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          onChange={(_, { value }) => setCode(value)}
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={sending.isPending}>
        {words.giveCode}
      </Button>
    </form>
  )
}
