import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular, MailRegular, PrintRegular } from '@fluentui/react-icons'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMay } from '../../../api/me.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Page } from '../../../parts/page.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { isReportName, type ReportName } from '../report-names.ts'
import { csvAddress } from '../report-queries.ts'
import { filterOf, reportSearch } from '../report-search.ts'
import { ScheduleDialog } from '../schedules/schedule-dialog.tsx'
import { NAMES } from '../words/names.ts'
import { REPORTS } from '../words/reports.ts'
import { SCHEDULES } from '../words/schedules.ts'
import { ReportView } from './report-view.tsx'

/** A report, with the ways to take it along. */
export function ReportPage() {
  const { report } = useParams({ from: '/signed-in/administration/reports/$report' })
  const common = useCommon()
  if (!isReportName(report)) return <Empty title={common.notFound} hint={common.notFoundHint} />
  return <KnownReport key={report} report={report} />
}

function KnownReport({ report }: { readonly report: ReportName }) {
  // Once more: the router hands on what it cannot make sense of.
  const search = reportSearch({ ...useSearch({ from: '/signed-in/administration/reports/$report' }) })
  const navigate = useNavigate()
  const words = useWords(REPORTS)
  const schedules = useWords(SCHEDULES)
  const names = useWords(NAMES)
  const mayWrite = useMay()('reports:write')
  const { schedule, ...rest } = search
  const open = (isOpen: boolean) =>
    void navigate({
      to: '/reports/$report',
      params: { report },
      search: isOpen ? { ...rest, schedule: 'new' } : rest,
      replace: !isOpen,
    })
  return (
    <Page
      title={names.title[report]}
      about={names.answers[report]}
      above={<PageLink to="/reports">{words.all}</PageLink>}
      actions={
        <>
          <Button
            as="a"
            href={csvAddress(report, search)}
            download={`${report}.csv`}
            icon={<ArrowDownloadRegular />}
          >
            {words.csv}
          </Button>
          <Button icon={<PrintRegular />} onClick={() => window.print()}>
            {words.print}
          </Button>
          {mayWrite && (
            <Button appearance="primary" icon={<MailRegular />} onClick={() => open(true)}>
              {schedules.add}
            </Button>
          )}
        </>
      }
    >
      <ReportView report={report} search={search} />
      {mayWrite && schedule === 'new' && (
        <ScheduleDialog onClose={() => open(false)} report={report} filter={filterOf(search)} />
      )}
    </Page>
  )
}
