import type { Expectations } from './expectation.ts'

const allowed = ['cloud-administrator', 'legal-officer', 'auditor'] as const

export const audit: Expectations = {
  listAudit: { url: '/api/v1/audit', allowed },
  readAuditChoices: { url: '/api/v1/audit/choices', allowed },
  exportAudit: { url: '/api/v1/audit/export', allowed },
  verifyAudit: { url: '/api/v1/audit/verification', allowed },
}
