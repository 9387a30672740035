import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useCommon } from '../words/use-common.ts'

/** Takes a new password, twice: nobody sees what they type. */
export function NewPassword(props: {
  /** Tells what was entered, and whether both are the same. */
  readonly onChange: (password: string, isSame: boolean) => void
  /** Whether the server did not take it. */
  readonly isRefused?: boolean
}) {
  const { onChange, isRefused } = props
  const { passwords } = useCommon()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const differ = again !== '' && again !== password
  return (
    <>
      <Field
        label={passwords.fresh}
        hint={passwords.hint}
        required
        {...(isRefused && { validationState: 'error' as const })}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(_, { value }) => {
            setPassword(value)
            onChange(value, value === again)
          }}
        />
      </Field>
      <Field
        label={passwords.again}
        required
        {...(differ && { validationState: 'error', validationMessage: passwords.differ })}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={(_, { value }) => {
            setAgain(value)
            onChange(password, value === password)
          }}
        />
      </Field>
    </>
  )
}
