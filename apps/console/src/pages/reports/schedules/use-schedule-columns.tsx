import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import { use } from 'react'
import type { Column } from '../../../parts/table/column.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { SpeechContext, useWords } from '../../../words/translate.ts'
import { isReportName } from '../report-names.ts'
import type { Schedule } from '../report-queries.ts'
import { NAMES } from '../words/names.ts'
import { SCHEDULES } from '../words/schedules.ts'
import { ScheduleMenu } from './schedule-menu.tsx'
import { weekdayName } from './weekdays.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  small: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  link: { color: tokens.colorBrandForegroundLink },
})

/** The columns of the table of schedules; with `change`, what can be done with them. */
export function useScheduleColumns(change: ((id: string) => void) | undefined): readonly Column<Schedule>[] {
  const styles = useStyles()
  const words = useWords(SCHEDULES)
  const names = useWords(NAMES)
  const formats = useFormats()
  const { language } = use(SpeechContext)
  const when = ({ rhythm, time }: Schedule) => {
    if (rhythm.every === 'week') return words.weekly(weekdayName(rhythm.weekday, language), time)
    return rhythm.every === 'month' ? words.monthly(String(rhythm.day), time) : words.daily(time)
  }
  const stack = (first: string, second: string) => (
    <span className={styles.stack}>
      <Text className={styles.line}>{first}</Text>
      <span className={`${styles.line} ${styles.small}`}>{second}</span>
    </span>
  )
  return [
    {
      key: 'report',
      title: words.columns.report,
      isName: true,
      isKept: true,
      width: 22,
      render: (schedule) =>
        isReportName(schedule.report) ? (
          <span className={styles.stack}>
            <Link
              to="/reports/$report"
              params={{ report: schedule.report }}
              search={schedule.filter}
              className={`${styles.line} ${styles.link}`}
            >
              {names.title[schedule.report]}
            </Link>
            <span className={`${styles.line} ${styles.small}`}>{words.by(schedule.accountName)}</span>
          </span>
        ) : (
          schedule.report
        ),
    },
    {
      key: 'when',
      title: words.columns.when,
      isKept: true,
      width: 22,
      render: (schedule) => stack(when(schedule), schedule.timeZone),
    },
    {
      key: 'recipients',
      title: words.columns.recipients,
      width: 22,
      render: ({ recipients }) => (
        <span title={recipients.join(', ')} className={styles.line}>
          {recipients.join(', ')}
        </span>
      ),
    },
    { key: 'next', title: words.columns.next, render: ({ nextAt }) => formats.moment(nextAt) },
    {
      key: 'last',
      title: words.columns.last,
      render: ({ lastSentAt, lastError }) =>
        lastError === null ? (
          lastSentAt === null ? (
            words.neverSent
          ) : (
            formats.moment(lastSentAt)
          )
        ) : (
          <Badge appearance="tint" color="danger" title={lastError}>
            {words.failed}
          </Badge>
        ),
    },
    ...(change === undefined
      ? []
      : [
          {
            key: 'actions',
            title: words.columns.actions,
            isKept: true,
            width: 9,
            render: (schedule: Schedule) => (
              <ScheduleMenu schedule={schedule} onChange={() => change(schedule.id)} />
            ),
          },
        ]),
  ]
}
