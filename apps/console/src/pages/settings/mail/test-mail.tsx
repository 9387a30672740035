import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { MailRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { Failed } from '../../../parts/failed.tsx'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { SECTION_WORDS } from '../section-words.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
})

/** Sends a mail by the settings that are stored. */
export function TestMail({ isReady }: { readonly isReady: boolean }) {
  const { mail: words } = useWords(SECTION_WORDS)
  const styles = useStyles()
  const [to, setTo] = useState('')
  const sending = useMutation({
    mutationFn: () => api.POST('/api/v1/settings/mail/test', { body: { to } }),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) sending.mutate()
  }
  return (
    <Panel title={words.test} about={words.testAbout}>
      <form className={styles.form} onSubmit={submit}>
        {sending.error && <Failed error={sending.error} />}
        {sending.isSuccess && (
          <MessageBar intent="success" role="status">
            <MessageBarBody>{words.sent}</MessageBarBody>
          </MessageBar>
        )}
        <Field label={words.to} required {...fieldFault(sending.error, 'to')}>
          <Input type="email" value={to} onChange={(_, { value }) => setTo(value)} />
        </Field>
        <div>
          <Button type="submit" icon={<MailRegular />} disabledFocusable={!isReady || sending.isPending}>
            {words.sendTest}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
