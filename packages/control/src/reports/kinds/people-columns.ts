import type { ReportColumn } from '../report.ts'

/** Whom a row is about. */
export const PEOPLE_COLUMNS: readonly ReportColumn[] = [
  { key: 'person', kind: 'text', title: 'Person' },
  { key: 'address', kind: 'text', title: 'Sign-in name' },
  { key: 'profile', kind: 'text', title: 'Profile' },
]

/** In the order of urgency. */
export const STATUS_COLUMN: ReportColumn = {
  key: 'status',
  kind: 'choice',
  title: 'Status',
  choices: ['failed', 'errors', 'never', 'success'],
}
