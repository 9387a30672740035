import { lastBackupStatus } from './kinds/last-backup-status.ts'
import { licences } from './kinds/licences.ts'
import { missedBackups } from './kinds/missed-backups.ts'
import { preservedPeople } from './kinds/preserved-people.ts'
import { storageGrowth } from './kinds/storage-growth.ts'
import { unusualActivity } from './kinds/unusual-activity.ts'
import type { Report } from './report.ts'

/** All reports, by the names that addresses have. */
export const REPORTS = {
  'last-backup-status': lastBackupStatus,
  'missed-backups': missedBackups,
  'storage-growth': storageGrowth,
  licences,
  'preserved-people': preservedPeople,
  'unusual-activity': unusualActivity,
} as const satisfies Readonly<Record<string, Report>>

export type ReportName = keyof typeof REPORTS

export const REPORT_NAMES = Object.keys(REPORTS) as [ReportName, ...ReportName[]]

/** False for one that another version had. */
export function isReportName(name: string): name is ReportName {
  return Object.hasOwn(REPORTS, name)
}
