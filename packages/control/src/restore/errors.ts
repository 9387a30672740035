import { defineErrors } from '@holdfast/base'

/** What can stand in the way of a restore. */
export const restoreErrors = defineErrors({
  HF_RESTORE_DIRECTORY_OFF: {
    message: 'Restoring to a folder of the server is not set up.',
    hint: 'Start the server with a folder for restores, download a ZIP, or restore into a OneDrive.',
    status: 409,
    retry: 'never',
  },
  HF_RESTORE_WITHDRAWN: {
    message: 'The account of {name}, who asked for this restore, may not be used any more.',
    hint: 'Somebody else who may restore can ask for it again.',
    status: 403,
    retry: 'never',
  },
  HF_RESTORE_ENDED: {
    message: 'The restore ended early at one of its files or folders ({code}).',
    hint: 'The log of the job names it, and says why.',
    status: 409,
    retry: 'never',
  },
  HF_RESTORE_TARGET: {
    message: 'Nothing can be restored into the OneDrive of {name}: {reason}.',
    hint: 'Choose another person, or a ZIP.',
    status: 409,
    retry: 'never',
  },
})
