import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { ReportName } from '../report-names.ts'
import { reportQuery } from '../report-queries.ts'
import { filterOf, type ReportSearch } from '../report-search.ts'
import { NAMES } from '../words/names.ts'
import { REPORTS } from '../words/reports.ts'
import { GrowthChart } from './growth-chart.tsx'
import { LicenceMeters } from './licence-meters.tsx'
import { PrintedTable } from './printed-table.tsx'
import { ReportFilters } from './report-filters.tsx'
import { usePrinting } from './use-printing.ts'
import { USUAL, useReportColumns } from './use-report-columns.tsx'

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  totals: { color: tokens.colorNeutralForeground2, minHeight: '20px' },
})

/** What a report says: its filters, how much there is in all, and its rows. */
export function ReportView({
  report,
  search,
}: {
  readonly report: ReportName
  readonly search: ReportSearch
}) {
  const styles = useStyles()
  const words = useWords(REPORTS)
  const names = useWords(NAMES)
  const formats = useFormats()
  const navigate = useNavigate()
  const isPrinting = usePrinting()
  const columns = useReportColumns(report)
  const asked = useInfiniteQuery(reportQuery(report, search))
  const rows = asked.data?.pages.flatMap(({ items }) => items)
  const totals = asked.data?.pages[0]?.totals
  const isFiltered = Object.keys(filterOf(search)).length > 0
  const change = (next: ReportSearch) =>
    void navigate({ to: '/reports/$report', params: { report }, search: next, replace: true })
  const sorting = {
    by: search.sort ?? USUAL[report].sort,
    order: search.order ?? (search.sort === undefined ? USUAL[report].order : 'ascending'),
    choose: (sort: string, order: 'ascending' | 'descending') => change({ ...search, sort, order }),
  }
  const sums = Object.entries(totals?.sums ?? {}).map(([key, sum]) =>
    key === 'bytes'
      ? `${names.column.bytes}: ${formats.bytes(sum)}`
      : `${names.column.items}: ${formats.count(sum)}`,
  )
  return (
    <div className={styles.view}>
      <ReportFilters report={report} search={search} onChange={change} />
      {report === 'licences' && <LicenceMeters />}
      {report === 'storage-growth' && rows !== undefined && rows.length > 0 && <GrowthChart rows={rows} />}
      <Text className={styles.totals} role="status">
        {totals && [words.rows(formats.count(totals.rows)), ...sums].join(' · ')}
      </Text>
      {asked.error && <Failed error={asked.error} reset={() => void asked.refetch()} />}
      {isPrinting && rows ? (
        <PrintedTable columns={columns} rows={rows} total={totals?.rows ?? rows.length} />
      ) : (
        !(asked.error && rows === undefined) && (
          <DataTable
            label={names.title[report]}
            columns={columns}
            rows={rows}
            idOf={({ id }) => id}
            sorting={sorting}
            total={totals?.rows}
            more={asked.hasNextPage && !asked.isFetching ? () => void asked.fetchNextPage() : undefined}
            empty={
              isFiltered ? (
                <Empty title={words.noMatch} hint={words.noMatchHint} />
              ) : (
                <Empty title={words.empty} hint={names.nothing[report]} />
              )
            }
          />
        )
      )}
    </div>
  )
}
