import { ANYBODY, type Expectations } from './expectation.ts'

const readers = ['cloud-administrator', 'auditor'] as const
const writers = ['cloud-administrator'] as const

const url = '/api/v1/connection'
const notifications = '/api/v1/settings/change-notifications'

export const connection: Expectations = {
  readConnection: { url, allowed: readers },
  changeConnection: { url, body: {}, allowed: writers },
  removeConnection: { url, allowed: writers },
  verifyConnection: { url: `${url}/verification`, body: {}, allowed: writers },
  makeConnectionCertificate: { url: `${url}/restore/certificate`, allowed: writers },
  readConnectionCertificate: { url: `${url}/restore/certificate`, allowed: readers },
  discardNextCredential: { url: `${url}/restore/next-credential`, allowed: writers },
  readChangeNotificationSetting: { url: notifications, allowed: readers },
  changeChangeNotificationSetting: { url: notifications, body: {}, allowed: writers },
  receiveNotifications: {
    url: '/api/v1/notifications/microsoft-365',
    body: { value: [] },
    allowed: ANYBODY,
  },
}
