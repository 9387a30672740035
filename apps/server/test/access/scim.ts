import { ANY_ID, type Expectations } from './expectation.ts'

const readers = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
] as const
const writers = ['cloud-administrator', 'profile-administrator'] as const
const user = `/scim/v2/Users/${ANY_ID}`

export const scim: Expectations = {
  listScimUsers: { url: '/scim/v2/Users', allowed: readers },
  readScimUser: { url: user, allowed: readers },
  createScimUser: { url: '/scim/v2/Users', body: {}, allowed: writers },
  replaceScimUser: { url: user, body: {}, allowed: writers },
  patchScimUser: { url: user, body: {}, allowed: writers },
  removeScimUser: { url: user, allowed: writers },
  readScimConfiguration: { url: '/scim/v2/ServiceProviderConfig', allowed: readers },
  readScimResourceTypes: { url: '/scim/v2/ResourceTypes', allowed: readers },
  readScimSchemas: { url: '/scim/v2/Schemas', allowed: readers },
}
