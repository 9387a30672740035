import { ANYBODY, ANYBODY_SIGNED_IN, type Expectations } from './expectation.ts'

export const operation: Expectations = {
  readHealth: { url: '/healthz', allowed: ANYBODY },
  readReadiness: { url: '/readyz', allowed: ANYBODY },
  readApiDocument: { url: '/api/openapi.json', allowed: ANYBODY },
  readMetrics: { url: '/metrics', allowed: ['cloud-administrator', 'auditor'] },
  readMe: { url: '/api/v1/me', allowed: ANYBODY_SIGNED_IN },
}
