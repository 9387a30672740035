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
  listEvents: { url: '/api/v1/events', allowed: ['cloud-administrator', 'legal-officer', 'auditor'] },
}
