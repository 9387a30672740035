import { ANY_ID, ANYBODY_SIGNED_IN, type Expectations } from './expectation.ts'

const canceller = ['cloud-administrator', 'profile-administrator', 'help-desk', 'person'] as const

export const jobs: Expectations = {
  listJobs: { url: '/api/v1/jobs', allowed: ANYBODY_SIGNED_IN },
  // Asked for with a filter that is none, so that no stream begins.
  watchJobs: { url: '/api/v1/jobs/events?kind=none', allowed: ANYBODY_SIGNED_IN },
  readJob: { url: `/api/v1/jobs/${ANY_ID}`, allowed: ANYBODY_SIGNED_IN },
  readJobLog: { url: `/api/v1/jobs/${ANY_ID}/log`, allowed: ANYBODY_SIGNED_IN },
  cancelJob: { url: `/api/v1/jobs/${ANY_ID}/cancel`, allowed: canceller },
  repeatJob: {
    url: `/api/v1/jobs/${ANY_ID}/repeat`,
    allowed: [...canceller, 'legal-officer'],
  },
  requestBackups: { url: '/api/v1/backups', body: { onedriveIds: [ANY_ID] }, allowed: canceller },
  requestDirectorySync: { url: '/api/v1/directory/sync', allowed: ['cloud-administrator'] },
}
