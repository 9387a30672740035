import type { Report } from '../report.ts'
import { PEOPLE_COLUMNS, STATUS_COLUMN } from './people-columns.ts'
import { peopleRows } from './people-rows.ts'

/** How the last backup of each OneDrive went. */
export const lastBackupStatus: Report = {
  title: 'Last backup status',
  answers: 'How did the last backup of each person go, and why did it fail?',
  columns: [
    ...PEOPLE_COLUMNS,
    { key: 'app', kind: 'choice', title: 'App status', choices: ['enabled', 'disabled', 'deleted'] },
    STATUS_COLUMN,
    { key: 'lastAttempt', kind: 'moment', title: 'Last attempt' },
    { key: 'lastSuccess', kind: 'moment', title: 'Last success' },
    { key: 'errorCode', kind: 'text', title: 'Error code' },
    { key: 'error', kind: 'text', title: 'Error', isLong: true },
    { key: 'items', kind: 'count', title: 'Files', isSummed: true },
    { key: 'bytes', kind: 'bytes', title: 'Data (bytes)', isSummed: true },
  ],
  filters: ['search', 'profileId', 'status', 'app'],
  sort: 'person',
  order: 'ascending',
  rows: async (context) =>
    peopleRows(context)
      .select([
        'onedrive.state as app',
        'onedrive.lastStatus as status',
        'onedrive.lastAttemptAt as lastAttempt',
        'onedrive.lastSuccessAt as lastSuccess',
        'onedrive.lastErrorCode as errorCode',
        'onedrive.lastError as error',
        'onedrive.items',
        'onedrive.bytes',
      ])
      .where('person.state', '!=', 'deleted'),
}
