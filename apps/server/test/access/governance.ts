import type { Expectations } from './expectation.ts'

export const governance: Expectations = {
  readOverview: {
    url: '/api/v1/overview',
    allowed: ['cloud-administrator', 'profile-administrator', 'help-desk', 'legal-officer', 'auditor'],
  },
  readDataBySource: {
    url: '/api/v1/data-by-source?by=type',
    allowed: ['cloud-administrator', 'profile-administrator', 'legal-officer', 'auditor'],
  },
  readRecoveryPoints: {
    url: '/api/v1/overview/recovery-points',
    allowed: ['cloud-administrator', 'profile-administrator', 'help-desk', 'legal-officer', 'auditor'],
  },
  listLateBackups: {
    url: '/api/v1/overview/late-backups',
    allowed: ['cloud-administrator', 'profile-administrator', 'help-desk', 'legal-officer', 'auditor'],
  },
  listBackupFailures: {
    url: '/api/v1/overview/failures',
    allowed: ['cloud-administrator', 'profile-administrator', 'help-desk', 'legal-officer', 'auditor'],
  },
  readBudget: { url: '/api/v1/budget', allowed: ['cloud-administrator', 'auditor'] },
  readGrowth: {
    url: '/api/v1/growth',
    allowed: ['cloud-administrator', 'profile-administrator', 'help-desk', 'legal-officer', 'auditor'],
  },
  listEvents: { url: '/api/v1/events', allowed: ['cloud-administrator', 'legal-officer', 'auditor'] },
}
