import { defineErrors } from '@holdfast/base'

/** What can be wrong with the storage of vaults, and with their upkeep. */
export const vaultErrors = defineErrors({
  HF_STORAGE_KIND_UNSUPPORTED: {
    message: 'The storage {storage} is of the kind {kind}, which this version cannot use.',
    hint: 'Use the version that the storage was set up with, or choose a folder of the server.',
    status: 501,
    retry: 'never',
  },
  HF_STORAGE_UNREACHABLE: {
    message: 'The storage {storage} cannot be reached: {reason}.',
    hint: 'See whether the disk is mounted, the share is connected and the folder is still where it was.',
    status: 503,
    retry: 'later',
  },
  HF_STORAGE_SETTINGS_INVALID: {
    message: 'The settings of the storage {storage} are not usable: {reason}.',
    hint: 'Correct the settings of the storage. What lies in it is not concerned.',
    status: 500,
    retry: 'never',
  },
  HF_VAULT_KEPT: {
    message: 'The vault {vault} is not destroyed: {reason}.',
    hint: 'Delete the OneDrive first; its vault is destroyed when the rollback window is over.',
    status: 409,
    retry: 'never',
  },
})
