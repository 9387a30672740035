import { ANY_ID, type Expectations } from './expectation.ts'

const readers = ['cloud-administrator', 'profile-administrator', 'help-desk', 'auditor'] as const
const writers = ['cloud-administrator'] as const
const subscription = `/api/v1/subscriptions/${ANY_ID}`

export const alerts: Expectations = {
  listAlerts: { url: '/api/v1/alerts', allowed: readers },
  countAlerts: { url: '/api/v1/alerts/counts', allowed: readers },
  muteAlert: { url: `/api/v1/alerts/${ANY_ID}/mute`, body: { until: null }, allowed: writers },
  closeAlert: { url: `/api/v1/alerts/${ANY_ID}/close`, allowed: writers },
  listAlertRules: { url: '/api/v1/alert-rules', allowed: readers },
  changeAlertRule: { url: '/api/v1/alert-rules/anomaly', body: {}, allowed: writers },
  listSubscriptions: { url: '/api/v1/subscriptions', allowed: readers },
  createSubscription: { url: '/api/v1/subscriptions', body: {}, allowed: writers },
  changeSubscription: { url: subscription, body: {}, allowed: writers },
  deleteSubscription: { url: subscription, allowed: writers },
  testSubscription: { url: `${subscription}/test`, allowed: writers },
}
