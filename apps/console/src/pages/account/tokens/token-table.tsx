import { Badge, Text } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { now } from '../../../parts/clock.ts'
import { ConfirmedAction } from '../../../parts/confirmed-action.tsx'
import { Empty } from '../../../parts/empty.tsx'
import type { Column } from '../../../parts/table/column.ts'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { ACCOUNT } from '../words.ts'

export type ApiToken = components['schemas']['ApiToken']

/** API tokens, with the way to make them good for nothing. */
export function TokenTable(props: {
  readonly tokens: readonly ApiToken[] | undefined
  readonly mayRevoke: boolean
  /** What is read anew when one was revoked. */
  readonly queryKey: readonly string[]
}) {
  const { tokens, mayRevoke, queryKey } = props
  const { tokens: words, action } = useWords(ACCOUNT)
  const formats = useFormats()
  const queries = useQueryClient()
  const columns: readonly Column<ApiToken>[] = [
    {
      key: 'name',
      title: words.name,
      isName: true,
      isKept: true,
      render: ({ name }) => (
        <Text weight="semibold" truncate title={name}>
          {name}
        </Text>
      ),
    },
    { key: 'created', title: words.created, render: ({ createdAt }) => formats.day(createdAt) },
    {
      key: 'used',
      title: words.used,
      render: ({ usedAt }) => (usedAt ? formats.ago(usedAt) : words.neverUsed),
    },
    { key: 'until', title: words.until, render: ({ expiresAt }) => formats.day(expiresAt) },
    {
      key: 'state',
      title: words.state,
      isKept: true,
      render: (token) => <TokenState token={token} />,
    },
    ...(mayRevoke
      ? [
          {
            key: 'revoke',
            title: action,
            isKept: true,
            render: (token: ApiToken) =>
              stateOf(token) === 'good' && (
                <ConfirmedAction
                  size="small"
                  label={words.revoke}
                  name={words.revokeOf(token.name)}
                  question={words.revokeQuestion(token.name)}
                  run={async () => {
                    await api.DELETE('/api/v1/tokens/{id}', { params: { path: { id: token.id } } })
                    await queries.invalidateQueries({ queryKey })
                    return { title: words.wasRevoked }
                  }}
                />
              ),
          },
        ]
      : []),
  ]
  return (
    <DataTable<ApiToken>
      label={words.list}
      columns={columns}
      rows={tokens}
      idOf={({ id }) => id}
      empty={<Empty title={words.none} hint={words.noneHint} />}
      height="420px"
    />
  )
}

function stateOf({ revokedAt, expiresAt }: ApiToken): 'good' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return new Date(expiresAt).getTime() <= now() ? 'expired' : 'good'
}

function TokenState({ token }: { readonly token: ApiToken }) {
  const { tokens: words } = useWords(ACCOUNT)
  const state = stateOf(token)
  return (
    <Badge appearance="tint" color={state === 'good' ? 'success' : 'informative'}>
      {words[state]}
    </Badge>
  )
}
