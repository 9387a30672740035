import type { components } from '@holdfast/api-client'

export type ReportName = components['schemas']['ReportName']

export const REPORT_NAMES: readonly ReportName[] = [
  'last-backup-status',
  'missed-backups',
  'storage-growth',
  'licences',
  'preserved-people',
  'unusual-activity',
]

export function isReportName(name: string): name is ReportName {
  return (REPORT_NAMES as readonly string[]).includes(name)
}
