import { ANY_ID, type Expectations } from './expectation.ts'

const readers = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
] as const

const writers = ['cloud-administrator', 'profile-administrator'] as const
const profile = `/api/v1/profiles/${ANY_ID}`

export const profiles: Expectations = {
  listProfiles: { url: '/api/v1/profiles', allowed: readers },
  createProfile: { url: '/api/v1/profiles', body: {}, allowed: writers },
  checkProfile: { url: '/api/v1/profiles/check', body: { name: '' }, allowed: writers },
  copyProfile: { url: `${profile}/copy`, body: {}, allowed: writers },
  changeProfile: { url: profile, body: {}, allowed: writers },
  deleteProfile: { url: profile, body: {}, allowed: writers },
  restoreProfile: { url: `${profile}/restore`, allowed: writers },
  previewRetention: { url: `${profile}/retention-preview`, body: {}, allowed: readers },
  readProfile: { url: `/api/v1/profiles/${ANY_ID}`, allowed: readers },
}
