import { defineErrors } from '@holdfast/base'

/** What can be wrong with those who hold the keys, and with what is asked of them. */
export const keyringErrors = defineErrors({
  HF_LAST_KEY_PROVIDER: {
    message: '{provider} is the last that holds the keys of {vaults} vaults.',
    hint: 'Enrol another connector, or add a key management service, and wait until it holds every key; then remove this one.',
    status: 409,
    retry: 'never',
  },
  HF_ENROLMENT_REFUSED: {
    message: 'The connector is not taken on: {reason}.',
    hint: 'Ask an administrator for a new enrolment token; each is good once, and for a short time.',
    status: 403,
    retry: 'never',
  },
  HF_SLOTS_DAMAGED: {
    message: 'The key slots of the vault {vault} cannot be read: {reason}.',
    hint: 'Put the file holdfast-key-slots.json of that vault back, from the database or a copy of the storage.',
    status: 500,
    retry: 'never',
  },
})
