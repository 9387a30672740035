import { ANY_ID, type Expectations } from './expectation.ts'

const readers = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
] as const

export const profiles: Expectations = {
  listProfiles: { url: '/api/v1/profiles', allowed: readers },
  readProfile: { url: `/api/v1/profiles/${ANY_ID}`, allowed: readers },
}
