import { ANY_ID, type Expectations } from './expectation.ts'

const readers = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
] as const
const writers = ['cloud-administrator', 'profile-administrator'] as const
const body = { people: [ANY_ID] }

export const people: Expectations = {
  listPeople: { url: '/api/v1/people', allowed: readers },
  countPeople: { url: '/api/v1/people/count', allowed: readers },
  chooseMatchingPeople: { url: '/api/v1/people/matching?for=backup', allowed: readers },
  listKeySlots: {
    url: `/api/v1/people/${ANY_ID}/key-slots`,
    allowed: ['cloud-administrator', 'auditor'],
  },
  readPerson: { url: `/api/v1/people/${ANY_ID}`, allowed: readers },
  addPerson: { url: '/api/v1/people', body: {}, allowed: writers },
  changePerson: { url: `/api/v1/people/${ANY_ID}`, body: {}, allowed: writers },
  movePeople: { url: '/api/v1/people/move', body: { ...body, profileId: ANY_ID }, allowed: writers },
  preservePeople: { url: '/api/v1/people/preserve', body, allowed: writers },
  activatePeople: { url: '/api/v1/people/activate', body, allowed: writers },
  deletePeople: {
    url: '/api/v1/people/delete',
    body: { ...body, reason: 'left for good' },
    allowed: writers,
  },
  rollBackPeople: { url: '/api/v1/people/roll-back', body, allowed: writers },
}
