import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { AccountDetails } from './account-details.tsx'
import { AccountTable } from './account-table.tsx'
import { InviteForm } from './invite-form.tsx'
import { LinkShown, type MadeLink } from './link-shown.tsx'
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
  const mayWrite = useMay()('accounts:write')
  const [isInviting, setInviting] = useState(false)
  const [invited, setInvited] = useState<MadeLink>()
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
        <LinkShown
          title={words.linkTitle}
          link={invited}
          purpose="invitation"
          onDone={() => setInvited(undefined)}
        />
      )}
      <AccountTable />
    </Panel>
  )
}
