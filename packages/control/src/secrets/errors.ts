import { defineErrors } from '@holdfast/base'

/** What can be wrong with the key of sealed settings. */
export const secretErrors = defineErrors({
  HF_SECRET_KEY_INVALID: {
    message: 'The key file {file} cannot be used: {reason}.',
    hint: 'Put the file back from a copy of the data directory. Without it, sealed settings must be entered again.',
    status: 500,
    retry: 'never',
  },
  HF_SECRET_KEY_WRONG: {
    message: 'A secret ({purpose}) was sealed with a key that is not in {file}.',
    hint: 'Put the file back that belongs to this database, or enter the secret again.',
    status: 500,
    retry: 'never',
  },
  HF_SECRET_DAMAGED: {
    message: 'A secret ({purpose}) is not as it was sealed with the key in {file}.',
    hint: 'It was altered, or moved to another place of the database. Enter it again.',
    status: 500,
    retry: 'never',
  },
})
