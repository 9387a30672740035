import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Page } from '../../parts/page.tsx'
import { TabLinks } from '../../parts/tab-links.tsx'
import { useWords } from '../../words/translate.ts'
import { AuditEntryRow } from './audit-entry.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { ACTOR_KINDS, type AuditSearch, auditQuery, auditSearch } from './audit-search.ts'
import { ExportAudit } from './export-audit.tsx'
import { VerifyAudit } from './verify-audit.tsx'
import { AUDIT } from './words.ts'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
})

const PAGE = 100

/** Who did what, and when: newest first. */
export function AuditPage() {
  const words = useWords(AUDIT)
  const styles = useStyles()
  const search = useSearch({ from: '/signed-in/administration/audit', select: auditSearch })
  const navigate = useNavigate()
  const query = useAudit(search)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const entries = query.data?.pages.flatMap(({ items }) => items)
  return (
    <Page
      title={words.title}
      about={words.about}
      actions={
        <>
          <VerifyAudit />
          <ExportAudit search={search} />
        </>
      }
    >
      <TabLinks
        label={words.parts}
        tabs={[undefined, ...ACTOR_KINDS].map((by) => ({
          title: words.tabs[by ?? 'all'],
          href: by === undefined ? '/audit' : `/audit?by=${by}`,
          isHere: by === search.by,
        }))}
      />
      <AuditFilters
        search={search}
        choose={(next) => void navigate({ to: '/audit', search: next, replace: true })}
      />
      {query.error ? (
        <Failed error={query.error} reset={() => void query.refetch()} />
      ) : entries === undefined ? (
        <Skeleton aria-hidden>
          <SkeletonItem style={{ height: '480px' }} />
        </Skeleton>
      ) : entries.length === 0 ? (
        <Empty icon={HistoryRegular} title={words.noneFound} hint={words.noneFoundHint} />
      ) : (
        <>
          <ol className={styles.list} aria-label={words.title}>
            {entries.map((entry) => (
              <AuditEntryRow key={entry.number} entry={entry} />
            ))}
          </ol>
          <LoadMore isThere={hasNextPage} isLoading={isFetchingNextPage} more={more} />
        </>
      )}
    </Page>
  )
}

function useAudit(search: AuditSearch) {
  return useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/audit', {
          params: {
            query: { ...auditQuery(search), limit: PAGE, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
  })
}
