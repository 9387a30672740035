import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { AlertRegular } from '@fluentui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/translate.ts'
import { AlertCard } from './alert-card.tsx'
import { AlertFilters } from './alert-filters.tsx'
import { type AlertSearch, alertSearch } from './alert-search.ts'
import { AlertTabs } from './alert-tabs.tsx'
import { ALERTS } from './words.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
})

const PAGE = 50

/** What is the matter, or was: newest first. */
export function AlertsPage() {
  const words = useWords(ALERTS)
  const styles = useStyles()
  const search = useSearch({ from: '/signed-in/administration/alerts', select: alertSearch })
  const navigate = useNavigate()
  const query = useAlerts(search)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const alerts = query.data?.pages.flatMap(({ items }) => items)
  const { which, ...filters } = search
  const isFiltered = Object.keys(filters).length > 0
  return (
    <Page title={words.title} about={words.about}>
      <AlertTabs here={which ?? 'open'} />
      <AlertFilters
        search={search}
        choose={(next) => void navigate({ to: '/alerts', search: next, replace: true })}
      />
      {query.error ? (
        <Failed error={query.error} reset={() => void query.refetch()} />
      ) : alerts === undefined ? (
        <Skeleton aria-hidden className={styles.list}>
          <SkeletonItem style={{ height: '132px' }} />
          <SkeletonItem style={{ height: '132px' }} />
        </Skeleton>
      ) : alerts.length === 0 ? (
        <Empty
          icon={AlertRegular}
          title={isFiltered ? words.noneFound : which === 'older' ? words.emptyOlder : words.empty}
          {...(isFiltered && { hint: words.noneFoundHint })}
          {...(!isFiltered && which === undefined && { hint: words.emptyHint })}
        />
      ) : (
        <>
          <ul className={styles.list}>
            {alerts.map((alert) => (
              <li key={alert.id}>
                <AlertCard alert={alert} />
              </li>
            ))}
          </ul>
          <LoadMore isThere={hasNextPage} isLoading={isFetchingNextPage} more={more} />
        </>
      )}
    </Page>
  )
}

function useAlerts({ which = undefined, severity, kind, person }: AlertSearch) {
  return useInfiniteQuery({
    queryKey: ['alerts', 'list', which, severity, kind, person],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/alerts', {
          params: {
            query: {
              which: which ?? 'open',
              limit: PAGE,
              ...(severity && { severities: [severity] }),
              ...(kind && { kinds: [kind] }),
              ...(person && { personId: person }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: 60_000,
  })
}
