import { ANY_ID, type Expectations } from './expectation.ts'

const readers = ['cloud-administrator', 'profile-administrator', 'legal-officer', 'auditor'] as const
const writers = ['cloud-administrator', 'profile-administrator'] as const
const schedules = '/api/v1/report-schedules'

export const reports: Expectations = {
  listReports: { url: '/api/v1/reports', allowed: readers },
  readReport: { url: '/api/v1/reports/licences', allowed: readers },
  exportReport: { url: '/api/v1/reports/licences/export', allowed: readers },
  listReportSchedules: { url: schedules, allowed: readers },
  createReportSchedule: { url: schedules, body: {}, allowed: writers },
  changeReportSchedule: { url: `${schedules}/${ANY_ID}`, body: {}, allowed: writers },
  deleteReportSchedule: { url: `${schedules}/${ANY_ID}`, allowed: writers },
  sendReport: { url: `${schedules}/${ANY_ID}/send`, allowed: writers },
}
