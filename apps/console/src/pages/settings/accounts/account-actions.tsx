import { makeStyles, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { ConfirmedAction } from '../../../parts/confirmed-action.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { isLocked } from './account-state.tsx'
import type { Account } from './accounts-query.ts'
import { LinkShown, type MadeLink } from './link-shown.tsx'
import { ACCOUNTS } from './words.ts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Everything that gives or takes somebody else's access. */
export function AccountActions({ account }: { readonly account: Account }) {
  const { id, state, version, hasSecondFactor } = account
  const words = useWords(ACCOUNTS)
  const styles = useStyles()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [made, setMade] = useState<Omit<MadeLink, 'id'>>()
  const path = { id }
  const header = { 'if-match': `"${version}"` }
  const refresh = () => queries.invalidateQueries({ queryKey: ['accounts'] })

  async function done(title: string) {
    await refresh()
    return { title }
  }
  async function disable(disabled: boolean) {
    await api.PATCH('/api/v1/accounts/{id}', { params: { path, header }, body: { disabled } })
    return await done(disabled ? words.disabled : words.enabled)
  }

  return (
    <Panel title={words.actions}>
      {made && (
        <LinkShown
          title={words.linkTitleNew}
          link={{ id, ...made }}
          purpose={state === 'invited' ? 'invitation' : 'password'}
          onDone={() => setMade(undefined)}
        />
      )}
      <div className={styles.actions}>
        {state !== 'disabled' && (
          <ConfirmedAction
            label={words.newLink[state]}
            question={words.newLinkQuestion}
            run={async () => {
              setMade(await send(api.POST('/api/v1/accounts/{id}/link', { params: { path } })))
              return undefined
            }}
          />
        )}
        {isLocked(account) && (
          <ConfirmedAction
            label={words.unlock}
            question={words.unlockQuestion}
            run={async () => {
              await api.POST('/api/v1/accounts/{id}/unlock', { params: { path } })
              return await done(words.unlocked)
            }}
          />
        )}
        {hasSecondFactor && (
          <ConfirmedAction
            label={words.resetFactor}
            question={words.resetFactorQuestion}
            run={async () => {
              await api.POST('/api/v1/accounts/{id}/reset-second-factor', { params: { path } })
              return await done(words.factorReset)
            }}
          />
        )}
        {state === 'active' && (
          <ConfirmedAction label={words.disable} question={words.disableQuestion} run={() => disable(true)} />
        )}
        {state === 'disabled' && (
          <ConfirmedAction label={words.enable} question={words.enableQuestion} run={() => disable(false)} />
        )}
        <ConfirmedAction
          label={words.delete}
          question={words.deleteQuestion}
          run={async () => {
            await api.DELETE('/api/v1/accounts/{id}', { params: { path, header } })
            await navigate({ to: '/settings/$section', params: { section: 'accounts' }, search: {} })
            return await done(words.deleted)
          }}
        />
      </div>
    </Panel>
  )
}
