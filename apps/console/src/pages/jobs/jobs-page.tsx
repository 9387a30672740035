import { ArrowSyncCheckmarkRegular } from '@fluentui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { DataTable } from '../../parts/table/data-table.tsx'
import { useWords } from '../../words/translate.ts'
import { JobFilters } from './job-filters.tsx'
import { jobSearch } from './job-search.ts'
import { useJobColumns } from './use-job-columns.tsx'
import { useJobs } from './use-jobs.ts'
import { JOBS } from './words.ts'

/** What Holdfast does and did, newest first. */
export function JobsPage() {
  const words = useWords(JOBS)
  const search = useSearch({ from: '/signed-in/administration/jobs', select: jobSearch })
  const navigate = useNavigate()
  const { query, jobs } = useJobs(search)
  const columns = useJobColumns()
  const isFiltered = Object.keys(search).length > 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return (
    <Page title={words.title} about={words.about}>
      <JobFilters
        search={search}
        choose={(next) => void navigate({ to: '/jobs', search: next, replace: true })}
      />
      {query.error ? (
        <Failed error={query.error} reset={() => void query.refetch()} />
      ) : (
        <DataTable
          label={words.title}
          columns={columns}
          rows={jobs}
          idOf={({ id }) => id}
          rowHeight={64}
          more={hasNextPage && !isFetchingNextPage ? more : undefined}
          empty={
            <Empty
              icon={ArrowSyncCheckmarkRegular}
              title={isFiltered ? words.noneFound : words.empty}
              hint={isFiltered ? words.noneFoundHint : words.emptyHint}
            />
          }
        />
      )}
    </Page>
  )
}
