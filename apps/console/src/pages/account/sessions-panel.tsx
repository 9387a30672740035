import { Badge, Button, makeStyles, Text } from '@fluentui/react-components'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { ConfirmedAction } from '../../parts/confirmed-action.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import type { Column } from '../../parts/table/column.ts'
import { DataTable } from '../../parts/table/data-table.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { ACCOUNT } from './words.ts'

interface Session {
  readonly id: string
  readonly address: string
  readonly createdAt: string
  readonly seenAt: string
  readonly isThis: boolean
}

const useStyles = makeStyles({ badge: { whiteSpace: 'nowrap' } })

/** Where the viewer is signed in, with the way to end it. */
export function SessionsPanel() {
  const words = useWords(ACCOUNT)
  const styles = useStyles()
  const formats = useFormats()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['own-sessions'],
    queryFn: () => send(api.GET('/api/v1/me/sessions')),
  })
  const others = data?.sessions.filter(({ isThis }) => !isThis) ?? []
  async function end(ids: readonly string[]) {
    for (const id of ids) await api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })
    await queries.invalidateQueries({ queryKey: ['own-sessions'] })
  }
  const ending = useMutation({ mutationFn: (id: string) => end([id]) })
  const columns: readonly Column<Session>[] = [
    {
      key: 'address',
      title: words.address,
      isName: true,
      isKept: true,
      keptWidth: 30,
      render: ({ address }) => <Text truncate>{address}</Text>,
    },
    { key: 'begun', title: words.begun, render: ({ createdAt }) => formats.moment(createdAt) },
    {
      key: 'seen',
      title: words.seen,
      isKept: true,
      keptWidth: 28,
      render: ({ seenAt }) => formats.ago(seenAt),
    },
    {
      key: 'end',
      title: words.action,
      isKept: true,
      render: ({ id, address, isThis }) =>
        isThis ? (
          <Badge appearance="tint" color="brand" className={styles.badge}>
            {words.thisSession}
          </Badge>
        ) : (
          <Button size="small" aria-label={words.endSessionOf(address)} onClick={() => ending.mutate(id)}>
            {words.endSession}
          </Button>
        ),
    },
  ]
  return (
    <Panel
      title={words.sessions}
      about={words.sessionsAbout}
      actions={
        others.length > 0 && (
          <ConfirmedAction
            label={words.endOthers}
            question={words.endOthersQuestion}
            run={async () => {
              await end(others.map(({ id }) => id))
              return { title: words.othersEnded }
            }}
          />
        )
      }
    >
      {(error ?? ending.error) && <Failed error={error ?? ending.error} reset={() => void refetch()} />}
      <DataTable<Session>
        label={words.sessionList}
        columns={columns}
        rows={data?.sessions}
        idOf={({ id }) => id}
        empty={null}
        height="360px"
      />
    </Panel>
  )
}
