import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { PageLink } from '../../../parts/page-link.tsx'
import { type BackupStatus, StatusBadge } from '../../../parts/status-badge.tsx'
import type { Column } from '../../../parts/table/column.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { ReportName } from '../report-names.ts'
import type { Row } from '../report-queries.ts'
import { NAMES } from '../words/names.ts'

type Key = keyof (typeof NAMES)['en']['column']

/** How a report is sorted where nobody said anything. */
export const USUAL: Readonly<Record<ReportName, { sort: Key; order: 'ascending' | 'descending' }>> = {
  'last-backup-status': { sort: 'person', order: 'ascending' },
  'missed-backups': { sort: 'overdue', order: 'descending' },
  'storage-growth': { sort: 'day', order: 'descending' },
  licences: { sort: 'person', order: 'ascending' },
  'preserved-people': { sort: 'preservedAt', order: 'descending' },
  'unusual-activity': { sort: 'foundAt', order: 'descending' },
}

/** The columns of each report, those that a phone shows too marked by `!`. */
const COLUMNS: Readonly<Record<ReportName, readonly (Key | `${Key}!`)[]>> = {
  'last-backup-status': [
    'person!',
    'profile',
    'app',
    'status!',
    'lastAttempt',
    'lastSuccess',
    'error',
    'bytes',
  ],
  'missed-backups': ['person!', 'profile', 'lastSuccess', 'promised', 'overdue!', 'status', 'error'],
  'storage-growth': ['day!', 'people', 'items', 'bytes!', 'storedBytes!'],
  licences: ['person!', 'profile', 'seat!', 'app', 'since', 'bytes'],
  'preserved-people': ['person!', 'profile', 'preservedAt!', 'mode', 'lastSuccess', 'bytes', 'deleteAt'],
  'unusual-activity': ['person!', 'profile', 'foundAt', 'kind!', 'files', 'most'],
}

const NUMBERS: readonly Key[] = [
  'items',
  'bytes',
  'storedBytes',
  'people',
  'files',
  'most',
  'promised',
  'overdue',
]

/** Of the table's width, in per cent. */
const WIDTHS: Readonly<Partial<Record<Key, number>>> = {
  person: 20,
  status: 19,
  lastAttempt: 11,
  lastSuccess: 11,
  error: 14,
  bytes: 9,
}

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  twoLines: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  whole: { whiteSpace: 'nowrap' },
  small: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

/** The columns of a report as the viewer reads them. */
export function useReportColumns(report: ReportName): readonly Column<Row, string>[] {
  const names = useWords(NAMES)
  const cell = useCell()
  const kept = COLUMNS[report].filter((marked) => marked.endsWith('!')).length
  return COLUMNS[report].map((marked) => {
    const key = marked.replace('!', '') as Key
    return {
      key,
      title: report === 'storage-growth' && key === 'bytes' ? names.protected : names.column[key],
      sort: key,
      isKept: marked.endsWith('!'),
      keptWidth: Math.floor(100 / kept),
      isName: key === 'person' || key === 'day',
      isNumber: NUMBERS.includes(key),
      ...(WIDTHS[key] !== undefined && { width: WIDTHS[key] }),
      render: (row: Row) => cell(key, row),
    }
  })
}

function useCell(): (key: Key, row: Row) => ReactNode {
  const styles = useStyles()
  const names = useWords(NAMES)
  const formats = useFormats()
  const stack = (first: ReactNode, second: ReactNode) => (
    <span className={styles.stack}>
      {first}
      {second && <span className={`${styles.line} ${styles.small}`}>{second}</span>}
    </span>
  )
  return (key, { personId, cells }) => {
    const value = cells[key] ?? null
    switch (key) {
      case 'person':
        return stack(
          <PageLink to={`/onedrive/${personId}`} className={styles.line}>
            {value}
          </PageLink>,
          cells.address,
        )
      case 'status':
        return <StatusBadge status={value as BackupStatus} />
      case 'error':
        return cells.errorCode ? (
          <span className={styles.twoLines} title={String(value ?? '')}>
            {value ?? cells.errorCode}
          </span>
        ) : (
          '–'
        )
      case 'mode':
        return stack(names.mode[value as keyof typeof names.mode], cells.by)
      case 'app':
      case 'seat':
      case 'kind':
        return (names[key] as Readonly<Record<string, string>>)[String(value)]
      case 'bytes':
      case 'storedBytes':
        return <span className={styles.whole}>{formats.bytes(Number(value))}</span>
      case 'items':
      case 'people':
      case 'files':
      case 'most':
        return formats.count(Number(value))
      case 'promised':
      case 'overdue':
        return formats.duration(Number(value) * 1_000)
      case 'lastSuccess':
      case 'lastAttempt':
        return value === null ? names.never : stack(formats.day(String(value)), formats.time(String(value)))
      case 'preservedAt':
      case 'foundAt':
        return formats.moment(String(value))
      case 'since':
        return formats.day(String(value))
      case 'deleteAt':
        return value === null ? names.never : formats.day(String(value))
      case 'day':
        // Noon, so that it is the same day wherever the viewer is.
        return formats.day(`${value}T12:00:00`)
      default:
        return <span className={styles.line}>{value ?? '–'}</span>
    }
  }
}
