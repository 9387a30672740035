import { Button, Text } from '@fluentui/react-components'
import { MailRegular } from '@fluentui/react-icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { Failed } from '../../../parts/failed.tsx'
import { ShownOnce } from '../../../parts/shown-once.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { accountQuery, linkOf, mayMailQuery } from './accounts-query.ts'
import { ACCOUNTS } from './words.ts'

export interface MadeLink {
  /** Of the account. */
  readonly id: string
  readonly token: string
  readonly expiresAt: string
}

/** A one-time link, this once: to be copied, or sent by mail to whom it is for. */
export function LinkShown(props: {
  readonly title: string
  readonly link: MadeLink
  readonly purpose: 'invitation' | 'password'
  readonly onDone: () => void
}) {
  const { title, link, purpose, onDone } = props
  const words = useWords(ACCOUNTS)
  const formats = useFormats()
  return (
    <ShownOnce
      title={title}
      hint={words.linkHint(formats.moment(link.expiresAt))}
      label={words.link}
      text={linkOf(link.token, purpose)}
      done={words.linkDone}
      onDone={onDone}
    >
      <SendByMail {...link} />
    </ShownOnce>
  )
}

function SendByMail({ id, token }: MadeLink) {
  const words = useWords(ACCOUNTS)
  const { data: account } = useQuery(accountQuery(id))
  const mayMail = useQuery({ ...mayMailQuery, enabled: useMay()('organisation:read') }).data
  const sending = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/accounts/{id}/link/mail', { params: { path: { id } }, body: { token } }),
  })
  if (account === undefined || mayMail === undefined) return null
  if (!mayMail) return <Text size={200}>{words.noMail}</Text>
  if (sending.isSuccess) return <Text role="status">{words.mailed(account.email)}</Text>
  return (
    <>
      <div>
        <Button
          icon={<MailRegular aria-hidden />}
          disabledFocusable={sending.isPending}
          onClick={() => sending.mutate()}
        >
          {words.mailTo(account.email)}
        </Button>
      </div>
      {sending.error && <Failed error={sending.error} />}
    </>
  )
}
