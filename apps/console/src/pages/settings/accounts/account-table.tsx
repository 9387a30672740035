import { Text } from '@fluentui/react-components'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import type { Column } from '../../../parts/table/column.ts'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import type { Role } from '../roles.ts'
import { AccountState } from './account-state.tsx'
import type { Account } from './accounts-query.ts'
import { ACCOUNTS } from './words.ts'

/** Every account, by address. */
export function AccountTable() {
  const words = useWords(ACCOUNTS)
  const common = useCommon()
  const formats = useFormats()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['accounts'],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/accounts', {
          params: { query: pageParam === undefined ? {} : { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const columns: readonly Column<Account>[] = [
    {
      key: 'name',
      title: words.name,
      isName: true,
      isKept: true,
      width: 30,
      keptWidth: 42,
      render: ({ id, name, email }) => (
        <>
          <PageLink to={`/settings/accounts?account=${id}`}>{name}</PageLink>
          <Text block size={200} truncate wrap={false}>
            {email}
          </Text>
        </>
      ),
    },
    {
      key: 'role',
      title: words.role,
      isKept: true,
      keptWidth: 34,
      render: ({ role }) => common.role[role as Role],
    },
    {
      key: 'state',
      title: words.state,
      isKept: true,
      render: (account) => <AccountState account={account} />,
    },
    {
      key: 'factor',
      title: words.factor,
      render: ({ hasSecondFactor }) => (hasSecondFactor ? words.factorSet : words.factorNot),
    },
    {
      key: 'seen',
      title: words.lastSignIn,
      render: ({ lastSignInAt }) => (lastSignInAt ? formats.ago(lastSignInAt) : words.never),
    },
  ]
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />
  return (
    <DataTable<Account>
      label={words.allAccounts}
      columns={columns}
      rows={data?.pages.flatMap(({ items }) => items)}
      idOf={({ id }) => id}
      empty={<Empty title={words.none} />}
      more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
      rowHeight={60}
      height="max(320px, 60dvh)"
    />
  )
}
