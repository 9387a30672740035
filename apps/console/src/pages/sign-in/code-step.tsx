import { Field, Input } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { InlineForm } from '../../parts/inline-form.tsx'
import { useWords } from '../../words/translate.ts'
import { SIGN_IN } from './words.ts'

/** The code of an authenticator app, or a recovery code. */
export function CodeStep({ onSignedIn }: { readonly onSignedIn: () => Promise<unknown> }) {
  const words = useWords(SIGN_IN)
  const [code, setCode] = useState('')
  const sending = useMutation({
    async mutationFn() {
      await api.POST('/api/v1/sign-in/code', { body: { code: code.trim() } })
      await onSignedIn()
    },
  })
  return (
    <InlineForm saving={sending} verb={words.giveCode}>
      <Field label={words.code} hint={words.codeHint} required>
        <Input
          autoFocus
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          onChange={(_, { value }) => setCode(value)}
        />
      </Field>
    </InlineForm>
  )
}
