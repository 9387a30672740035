import { Field, Input } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { InlineForm } from '../../parts/inline-form.tsx'
import { useWords } from '../../words/translate.ts'
import { CodeStep } from './code-step.tsx'
import { SIGN_IN } from './words.ts'

/** Only few have to set one up while they sign in. */
const SetUpStep = lazy(async () => ({ default: (await import('./set-up-step.tsx')).SetUpStep }))

type SignedIn = components['schemas']['SignedIn']

/** What is still owed after the password. */
export type Owed = NonNullable<SignedIn['needs']>

export function owedAfter({ stage, needs }: SignedIn): Owed | undefined {
  return stage === 'full' ? undefined : (needs ?? 'code')
}

/** Address and password, then the second factor where there is one or must be one. */
export function SignInSteps(props: {
  readonly onSignedIn: () => Promise<unknown>
  /** Where the password was given elsewhere already. */
  readonly owed?: Owed | undefined
}) {
  const [owed, setOwed] = useState(props.owed)
  if (owed === 'code') return <CodeStep onSignedIn={props.onSignedIn} />
  if (owed === 'set-up') {
    return (
      <Suspense fallback={null}>
        <SetUpStep onSignedIn={props.onSignedIn} />
      </Suspense>
    )
  }
  return <PasswordStep onSignedIn={props.onSignedIn} onOwed={setOwed} />
}

function PasswordStep(props: {
  readonly onSignedIn: () => Promise<unknown>
  readonly onOwed: (owed: Owed) => void
}) {
  const words = useWords(SIGN_IN)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const sending = useMutation({
    async mutationFn() {
      const owed = owedAfter(await send(api.POST('/api/v1/sign-in', { body: { email, password } })))
      if (owed === undefined) await props.onSignedIn()
      else props.onOwed(owed)
    },
  })
  return (
    <InlineForm saving={sending} verb={words.submit}>
      <Field label={words.email} required>
        <Input
          type="email"
          autoComplete="username"
          value={email}
          onChange={(_, { value }) => setEmail(value)}
        />
      </Field>
      <Field label={words.password} required>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(_, { value }) => setPassword(value)}
        />
      </Field>
    </InlineForm>
  )
}
