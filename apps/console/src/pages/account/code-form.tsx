import { Field, Input } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { InlineForm } from '../../parts/inline-form.tsx'
import { useWords } from '../../words/translate.ts'
import { ACCOUNT } from './words.ts'

/** Wants a code of the second factor that there is, and does something with it. */
export function CodeForm(props: {
  readonly submit: string
  readonly run: (code: string) => Promise<unknown>
  readonly onClose: () => void
}) {
  const words = useWords(ACCOUNT)
  const [code, setCode] = useState('')
  const running = useMutation({ mutationFn: () => props.run(code.trim()) })
  return (
    <InlineForm saving={running} verb={props.submit} onClose={props.onClose}>
      <Field label={words.proof} hint={words.proofHint} required>
        <Input
          autoFocus
          autoComplete="one-time-code"
          value={code}
          onChange={(_, { value }) => setCode(value)}
        />
      </Field>
    </InlineForm>
  )
}
