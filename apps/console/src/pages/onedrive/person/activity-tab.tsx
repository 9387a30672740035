import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { LoadMore } from '../../../parts/load-more.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { AuditEntryRow } from '../../audit/audit-entry.tsx'
import type { Person } from '../list/use-people.ts'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
})

/** What the audit trail says of a person. */
export function ActivityTab({ person }: { readonly person: Person }) {
  const words = useWords(PERSON).activity
  const styles = useStyles()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit-of', person.id],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/audit', {
          params: { query: { personId: person.id, limit: 50, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const entries = data?.pages.flatMap(({ items }) => items)
  return (
    <Panel title={words.title}>
      {error && <Failed error={error} reset={() => void refetch()} />}
      {entries === undefined && !error && (
        <Skeleton aria-label={words.title}>
          <SkeletonItem size={64} />
        </Skeleton>
      )}
      {entries?.length === 0 && <Empty title={words.none} icon={HistoryRegular} />}
      {entries !== undefined && entries.length > 0 && (
        <ol className={styles.list}>
          {entries.map((entry) => (
            <AuditEntryRow key={entry.number} entry={entry} isOfPerson />
          ))}
        </ol>
      )}
      <LoadMore isThere={hasNextPage} isLoading={isFetchingNextPage} more={() => void fetchNextPage()} />
    </Panel>
  )
}
