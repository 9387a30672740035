import { ANY_ID, type Expectations } from './expectation.ts'

const readers = ['cloud-administrator', 'auditor'] as const
const writers = ['cloud-administrator'] as const
const provider = `/api/v1/keys/providers/${ANY_ID}`
const kit = '/api/v1/keys/recovery-kit'

export const keys: Expectations = {
  listKeyProviders: { url: '/api/v1/keys/providers', allowed: readers },
  renameKeyProvider: { url: provider, body: {}, allowed: writers },
  removeKeyProvider: { url: provider, allowed: writers },
  createKeyEnrolment: { url: '/api/v1/keys/enrolments', body: {}, allowed: writers },
  addKeyService: { url: '/api/v1/keys/services', body: {}, allowed: writers },
  rotateKeySlots: { url: '/api/v1/keys/rotation', allowed: writers },
  readKeyRotation: { url: '/api/v1/keys/rotation', allowed: readers },
  recordRecoveryDrill: { url: '/api/v1/keys/drills', body: {}, allowed: writers },
  readRecoveryKit: { url: kit, allowed: readers },
  setRecoveryKit: { url: kit, body: {}, allowed: writers },
}
