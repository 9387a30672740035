import { defineErrors } from '@holdfast/base'

/** What the rules of the control plane refuse, and why. */
export const controlErrors = defineErrors({
  HF_DATABASE_UNAVAILABLE: {
    message: 'The database cannot be used: {reason}.',
    hint: 'Check that the data directory is writable and no other Holdfast uses it, or that the server of DATABASE_URL answers.',
    status: 503,
    retry: 'later',
  },
  HF_DATABASE_TOO_NEW: {
    message: 'The database was written by a newer Holdfast ({reason}).',
    hint: 'Start the newer version, or restore the database from before the update. Backups are not concerned.',
    status: 500,
    retry: 'never',
  },
  HF_TRANSACTION_ENDED: {
    message:
      'The transaction took too long between two statements, or its process has ended; nothing of it was kept.',
    hint: 'It is tried again by itself. When it comes again, look whether the machine is overloaded.',
    status: 503,
    retry: 'now',
  },
  HF_NOT_FOUND: {
    message: 'There is no {what} {id}, or you may not see it.',
    hint: 'Check the name or id; the list shows what there is.',
    status: 404,
    retry: 'never',
  },
  HF_FORBIDDEN: {
    message: 'Your role does not allow this ({permission}).',
    hint: 'Ask an administrator with that right.',
    status: 403,
    retry: 'never',
  },
  HF_CONFLICT: {
    message: '{what} was changed meanwhile.',
    hint: 'Read it again, and repeat your change on what is there now.',
    status: 409,
    retry: 'never',
  },
  HF_INVALID: {
    message: 'The input is not valid: {reason}.',
    hint: 'Correct it and try again; nothing was changed.',
    status: 422,
    retry: 'never',
  },
  HF_NAME_TAKEN: {
    message: 'There is a {what} named {name} already.',
    hint: 'Choose another name.',
    status: 409,
    retry: 'never',
  },
})
