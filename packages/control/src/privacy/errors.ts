import { defineErrors } from '@holdfast/base'

/** Why somebody may not reach a person's data. */
export const privacyErrors = defineErrors({
  HF_PRIVACY_BLOCKED: {
    message: 'The privacy setting of {name} keeps administrators from the data.',
    hint: 'Ask the person to allow it under Privacy, where the profile lets people decide, or ask a legal officer.',
    status: 403,
    retry: 'never',
  },
  HF_PRIVACY_FIXED: {
    message: 'Your profile does not let you decide who may reach your data.',
    hint: 'Ask an administrator; the setting is in the profile, under Privacy.',
    status: 403,
    retry: 'never',
  },
  HF_SELF_SERVICE_OFF: {
    message: 'Your profile does not allow this ({use}).',
    hint: 'Ask an administrator to do it for you, or to switch it on in the profile under Self-service.',
    status: 403,
    retry: 'never',
  },
  HF_PERSON_DELETED: {
    message: '{name} is deleted, and the backup with the person.',
    hint: 'Within the rollback window the person can be brought back under Deleted.',
    status: 409,
    retry: 'never',
  },
  HF_PERSON_PRESERVED: {
    message: '{name} is preserved: there is no OneDrive in use to restore to.',
    hint: 'Activate the person first, or restore to another person’s OneDrive or a download.',
    status: 409,
    retry: 'never',
  },
  HF_ONEDRIVE_DISABLED: {
    message: 'The OneDrive of {name} is disabled, and restores with it.',
    hint: 'Enable it first; its backups are kept.',
    status: 409,
    retry: 'never',
  },
  HF_ONEDRIVE_DELETED: {
    message: 'The backup of {name}’s OneDrive is deleted.',
    hint: 'Within the rollback window it can be brought back under Deleted.',
    status: 409,
    retry: 'never',
  },
  HF_SNAPSHOT_QUARANTINED: {
    message: 'This snapshot is in quarantine: nothing can be restored or downloaded from it.',
    hint: 'Choose another snapshot, or lift the quarantine if it is safe.',
    status: 409,
    retry: 'never',
  },
})
