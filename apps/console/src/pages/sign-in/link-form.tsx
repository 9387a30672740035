import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ApiError, type paths } from '@holdfast/api-client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Failed } from '../../parts/failed.tsx'
import { fieldFault } from '../../parts/field-fault.ts'
import { NewPassword } from '../../parts/new-password.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { type Owed, owedAfter } from './sign-in-steps.tsx'
import { SIGN_IN } from './words.ts'

type ReadLink = paths['/api/v1/links/read']['post']['responses'][200]['content']['application/json']

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  until: { color: tokens.colorNeutralForeground2 },
})

/** Uses a one-time link, and signs in with what was entered. */
export function LinkForm(props: {
  readonly token: string
  readonly link: ReadLink
  readonly onSignedIn: () => Promise<unknown>
  readonly onOwed: (owed: Owed) => void
}) {
  const { token, link } = props
  const { purpose } = link
  const words = useWords(SIGN_IN)
  const formats = useFormats()
  const styles = useStyles()
  const [name, setName] = useState(link.name ?? '')
  const [email, setEmail] = useState(link.email ?? '')
  const [password, setPassword] = useState('')
  const [isRepeated, setRepeated] = useState(false)
  /** A link is used once: when signing in fails after it, only signing in is tried again. */
  const [isUsed, setUsed] = useState(false)
  const using = useMutation({
    async mutationFn() {
      if (!isUsed) await redeem()
      setUsed(true)
      const owed = owedAfter(await send(api.POST('/api/v1/sign-in', { body: { email, password } })))
      if (owed === undefined) await props.onSignedIn()
      else props.onOwed(owed)
    },
  })

  async function redeem() {
    if (purpose === 'first-administrator') {
      await api.POST('/api/v1/links/first-administrator', { body: { token, name, email, password } })
    } else if (purpose === 'invitation') {
      await api.POST('/api/v1/links/invitation', { body: { token, name, password } })
    } else {
      await api.POST('/api/v1/links/password', { body: { token, password } })
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isRepeated) using.mutate()
  }

  const { error } = using
  const isOfPassword = error instanceof ApiError && error.code === 'HF_PASSWORD_REFUSED'
  return (
    <form className={styles.form} onSubmit={submit}>
      <Text>{words.link.abouts[purpose]}</Text>
      {error && <Failed error={error} />}
      {purpose !== 'password' && (
        <Field label={words.link.name} required {...fieldFault(error, 'name')}>
          <Input autoComplete="name" value={name} onChange={(_, { value }) => setName(value)} />
        </Field>
      )}
      <Field label={words.email} required {...fieldFault(error, 'email')}>
        <Input
          type="email"
          autoComplete="username"
          readOnly={purpose !== 'first-administrator'}
          value={email}
          onChange={(_, { value }) => setEmail(value)}
        />
      </Field>
      <NewPassword
        isRefused={isOfPassword}
        onChange={(value, isSame) => {
          setPassword(value)
          setRepeated(isSame)
        }}
      />
      <Button type="submit" appearance="primary" disabledFocusable={using.isPending}>
        {words.link.submits[purpose]}
      </Button>
      <Text size={200} className={styles.until}>
        {words.link.until(formats.moment(link.expiresAt))}
      </Text>
    </form>
  )
}
