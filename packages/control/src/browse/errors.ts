import { defineErrors } from '@holdfast/base'

/** What can be wrong with a look into a backup. */
export const browseErrors = defineErrors({
  HF_NO_BACKUP: {
    message: 'There is no backup of {name} yet.',
    hint: 'Look at the status of the OneDrive, or start a backup now.',
    status: 404,
    retry: 'later',
  },
  HF_NOT_A_FOLDER: {
    message: 'What is asked for is a file, not a folder.',
    hint: 'Download it, or list the folder that it is in.',
    status: 409,
    retry: 'never',
  },
  HF_NOT_A_FILE: {
    message: 'What is asked for is a folder, not a file.',
    hint: 'Download it as a ZIP, or restore it.',
    status: 409,
    retry: 'never',
  },
  HF_PATH_UNKNOWN: {
    message: 'The snapshot has nothing at that path.',
    hint: 'Look for it by name over all snapshots.',
    status: 404,
    retry: 'never',
  },
})
