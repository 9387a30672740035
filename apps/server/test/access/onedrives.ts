import { ANY_ID, type Expectations } from './expectation.ts'

const writers = ['cloud-administrator', 'profile-administrator'] as const
const body = { people: [ANY_ID] }

export const onedrives: Expectations = {
  enableOneDrives: { url: '/api/v1/onedrives/enable', body, allowed: writers },
  disableOneDrives: { url: '/api/v1/onedrives/disable', body, allowed: writers },
  deleteOneDrives: {
    url: '/api/v1/onedrives/delete',
    body: { ...body, reason: 'not needed' },
    allowed: writers,
  },
  rollBackOneDrives: { url: '/api/v1/onedrives/roll-back', body, allowed: writers },
}
