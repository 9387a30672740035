import { Skeleton, SkeletonItem, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useMay, useMe } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { Facts } from '../../../parts/facts.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { TokenTable } from '../../account/tokens/token-table.tsx'
import { ACCOUNT } from '../../account/words.ts'
import type { Role } from '../roles.ts'
import { AccountActions } from './account-actions.tsx'
import { AccountForm } from './account-form.tsx'
import { AccountState, isLocked } from './account-state.tsx'
import { type Account, accountQuery } from './accounts-query.ts'
import { ACCOUNTS } from './words.ts'

/** One account: what is known of it, and all that can be done with it. */
export function AccountDetails({ id }: { readonly id: string }) {
  const words = useWords(ACCOUNTS)
  const may = useMay()
  const me = useMe()
  const { data: account, error, refetch } = useQuery(accountQuery(id))
  const isOwn = me?.id === id
  return (
    <>
      <PageLink to="/settings/accounts">{words.allAccounts}</PageLink>
      {error && !account && <Failed error={error} reset={() => void refetch()} />}
      {!account && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem size={128} />
        </Skeleton>
      )}
      {account && (
        <>
          <AccountFacts account={account} />
          {isOwn && <Text>{words.own}</Text>}
          {may('accounts:write') && !isOwn && (
            <>
              {account.role !== 'person' && <AccountForm id={id} />}
              <AccountActions account={account} />
            </>
          )}
          <AccountTokens id={id} />
        </>
      )}
    </>
  )
}

function AccountFacts({ account }: { readonly account: Account }) {
  const words = useWords(ACCOUNTS)
  const common = useCommon()
  const formats = useFormats()
  const { name, email, role, hasSecondFactor, hasPassword, isOfOrganisation, lastSignInAt } = account
  const ways = [
    ...(hasPassword ? [words.ways.password] : []),
    ...(isOfOrganisation ? [words.ways.organisation] : []),
  ]
  return (
    <Panel title={name} actions={<AccountState account={account} />}>
      <Facts
        facts={[
          [words.email, email],
          [words.role, common.role[role as Role]],
          [words.signsInWith, ways.join(', ') || words.ways.nothing],
          [words.factor, hasSecondFactor ? words.factorSet : words.factorNot],
          [words.lastSignIn, lastSignInAt ? formats.moment(lastSignInAt) : words.never],
          [words.invitedAt, formats.moment(account.createdAt)],
          ...(isLocked(account) ? [[words.lockedUntil, formats.moment(account.lockedUntil)] as const] : []),
        ]}
      />
    </Panel>
  )
}

function AccountTokens({ id }: { readonly id: string }) {
  const { tokens: words } = useWords(ACCOUNT)
  const may = useMay()
  const queryKey = ['accounts', id, 'tokens']
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: () => send(api.GET('/api/v1/accounts/{id}/tokens', { params: { path: { id } } })),
  })
  return (
    <Panel title={words.title}>
      {error && <Failed error={error} reset={() => void refetch()} />}
      <TokenTable tokens={data?.tokens} mayRevoke={may('accounts:write')} queryKey={queryKey} />
    </Panel>
  )
}
