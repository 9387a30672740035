import { makeStyles, tokens } from '@fluentui/react-components'
import { MailRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay } from '../../../api/me.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useWords } from '../../../words/translate.ts'
import { isReportName } from '../report-names.ts'
import { schedulesQuery } from '../report-queries.ts'
import { SCHEDULES } from '../words/schedules.ts'
import { MailBar } from './mail-bar.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { useScheduleColumns } from './use-schedule-columns.tsx'

const useStyles = makeStyles({ panel: { gap: tokens.spacingVerticalM, '@media print': { display: 'none' } } })

/** Which reports are sent by themselves. */
export function SchedulesPanel() {
  const styles = useStyles()
  const words = useWords(SCHEDULES)
  const navigate = useNavigate()
  const { schedule: changedId } = useSearch({ from: '/signed-in/administration/reports' })
  const mayWrite = useMay()('reports:write')
  const asked = useQuery(schedulesQuery)
  const change = (id: string | undefined) =>
    void navigate({ to: '/reports', search: id === undefined ? {} : { schedule: id }, resetScroll: false })
  const columns = useScheduleColumns(mayWrite ? change : undefined)
  const changed = asked.data?.find(({ id }) => id === changedId)
  return (
    <Panel title={words.title} about={words.about} className={styles.panel}>
      {(asked.data?.length ?? 0) > 0 && <MailBar />}
      {asked.error && asked.data === undefined ? (
        <Failed error={asked.error} reset={() => void asked.refetch()} />
      ) : asked.data?.length === 0 ? (
        <Empty icon={MailRegular} title={words.none} {...(mayWrite && { hint: words.noneHint })} />
      ) : (
        <DataTable
          label={words.title}
          columns={columns}
          rows={asked.data}
          idOf={({ id }) => id}
          empty={null}
          rowHeight={60}
          height="480px"
        />
      )}
      {mayWrite && changed && isReportName(changed.report) && (
        <ScheduleDialog
          onClose={() => change(undefined)}
          report={changed.report}
          filter={changed.filter}
          schedule={changed}
        />
      )}
    </Panel>
  )
}
