import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { Failed } from '../../parts/failed.tsx'
import { NewPassword } from '../../parts/new-password.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ACCOUNT } from './words.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '420px' },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
})

/** Changes one's own password, once it is asked for. */
export function PasswordPanel() {
  const words = useWords(ACCOUNT)
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel title={words.password} about={words.passwordAbout}>
      {isOpen ? (
        <PasswordForm onClose={() => setOpen(false)} />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>{words.changePassword}</Button>
        </div>
      )}
    </Panel>
  )
}

function PasswordForm({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(ACCOUNT)
  const common = useCommon()
  const styles = useStyles()
  const notice = useNotice()
  const queries = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [isSame, setSame] = useState(false)
  const changing = useMutation({
    async mutationFn() {
      await api.POST('/api/v1/me/password', { body: { current, password } })
      await queries.invalidateQueries({ queryKey: ['own-sessions'] })
      notice({ title: words.passwordChanged })
      onClose()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isSame) changing.mutate()
  }
  const { error } = changing
  return (
    <form className={styles.form} onSubmit={submit}>
      {error && <Failed error={error} />}
      <Field label={words.currentPassword} required>
        <Input
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={(_, { value }) => setCurrent(value)}
        />
      </Field>
      <NewPassword
        isRefused={error instanceof ApiError && error.code === 'HF_PASSWORD_REFUSED'}
        onChange={(value, same) => {
          setPassword(value)
          setSame(same)
        }}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={changing.isPending}>
          {words.changePassword}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </form>
  )
}
