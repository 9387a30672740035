import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { Panel } from '../../../parts/panel.tsx'
import { ShownOnce } from '../../../parts/shown-once.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { AccountDetails } from './account-details.tsx'
import { AccountTable } from './account-table.tsx'
import { linkOf } from './accounts-query.ts'
import { type Invited, InviteForm } from './invite-form.tsx'
import { RoleTable } from './role-table.tsx'
import { ACCOUNTS } from './words.ts'

/** Who has an account here, and what each role may do; one account, where the address names it. */
export function AccountsSection() {
  const { account } = useSearch({ from: '/signed-in/administration/settings/$section' })
  if (account !== undefined) return <AccountDetails key={account} id={account} />
  return (
    <>
      <AllAccounts />
      <RoleTable />
    </>
  )
}

function AllAccounts() {
  const words = useWords(ACCOUNTS)
  const formats = useFormats()
  const mayWrite = useMay()('accounts:write')
  const [isInviting, setInviting] = useState(false)
  const [invited, setInvited] = useState<Invited>()
  return (
    <Panel
      title={words.title}
      actions={
        mayWrite &&
        !isInviting && (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setInviting(true)}>
            {words.invite}
          </Button>
        )
      }
    >
      {isInviting && (
        <InviteForm
          onClose={() => setInviting(false)}
          onInvited={(made) => {
            setInviting(false)
            setInvited(made)
          }}
        />
      )}
      {invited && (
        <ShownOnce
          title={words.linkTitle}
          hint={words.linkHint(formats.moment(invited.expiresAt))}
          label={words.link}
          text={linkOf(invited.token, 'invitation')}
          done={words.linkDone}
          onDone={() => setInvited(undefined)}
        />
      )}
      <AccountTable />
    </Panel>
  )
}
