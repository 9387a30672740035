import { defineErrors } from '@holdfast/base'

/** What can go wrong while a drive becomes a snapshot, and back. */
export const engineErrors = defineErrors({
  HF_METADATA_DAMAGED: {
    message: 'The snapshot’s metadata file {file} cannot be read: it is not what Holdfast wrote.',
    hint: 'Run `holdfast check --read-data` on the repository; restore from an earlier snapshot, or back up again with --full.',
    status: 500,
    retry: 'never',
  },
  HF_METADATA_MISSING: {
    message:
      'Snapshot {snapshot} holds no {file}: it was not written by Holdfast, or was rewritten without it.',
    hint: 'Its files can still be restored with `holdfast restore` to a directory, or with restic.',
    status: 422,
    retry: 'never',
  },
  HF_WRONG_VAULT: {
    message: 'The repository holds the backups of drive {vaultDrive}, not of drive {drive}.',
    hint: 'Every drive has a vault of its own: give this drive another repository.',
    status: 409,
    retry: 'never',
  },
  HF_DRIVE_LOOKS_EMPTY: {
    message: 'Microsoft lists no item in the drive of {owner}, but says that {used} bytes are used.',
    hint: 'Nothing was changed in the backup. Try again later; if it stays, check the application’s permissions (Files.Read.All).',
    status: 502,
    retry: 'later',
  },
  HF_CONTENT_MISMATCH: {
    message:
      'The bytes received for a file differ between two downloads and from what Microsoft lists ({detail}).',
    hint: 'The last good content stays in the snapshot; the next run tries again.',
    status: 502,
    retry: 'later',
  },
  HF_MALWARE_LISTED: {
    message: 'Microsoft marks the file as malware and does not hand it out.',
    hint: 'Its last good content stays in the snapshot. Clean or delete the file in OneDrive.',
    status: 422,
    retry: 'later',
  },
  HF_QUARANTINE_REFUSED: {
    message:
      'Microsoft marks the file as malware and does not hand it out for the quarantine either: {reason}',
    hint: 'Its last good content stays in the snapshot. Clean or delete the file in OneDrive.',
    status: 422,
    retry: 'later',
  },
  HF_FILE_FAILED: {
    message: 'The file could not be fetched: {reason}.',
    hint: 'Its last good content stays in the snapshot; the next runs try again. If it stays, please report it with this message.',
    status: 502,
    retry: 'later',
  },
  HF_TOO_MANY_UNKNOWN_FAILURES: {
    message:
      '{count} files in a row could not be fetched, for a reason that concerns more than one file: {last}',
    hint: 'Nothing was changed in the backup. Check the application’s permissions and the service’s state; what was fetched is kept for the next run.',
    status: 502,
    retry: 'later',
  },
  HF_TREE_INCONSISTENT: {
    message: 'The delta answers do not hang together: {detail}.',
    hint: 'Run the backup again with --full, which lists the whole drive anew.',
    status: 502,
    retry: 'later',
  },
  HF_PATH_NOT_FOUND: {
    message: 'Snapshot {snapshot} has no {path}.',
    hint: 'List what it holds with `holdfast ls`, or look for a name with `holdfast find`.',
    status: 404,
    retry: 'never',
  },
  HF_TARGET_EXISTS: {
    message: '{path} exists already.',
    hint: 'Choose another target, or say what to do with existing files: --conflict skip, replace or keep-both.',
    status: 409,
    retry: 'never',
  },
  HF_TARGET_NOT_WRITABLE: {
    message: '{path} cannot be written: {reason}.',
    hint: 'Check the folder’s permissions and the free space, then run the restore again: it goes on where it stopped.',
    status: 507,
    retry: 'never',
  },
  HF_TARGET_FOLDER_MISSING: {
    message: '{path} was not restored: its folder could not be made.',
    hint: 'See the reason given for the folder, mend it, and run the restore again.',
    status: 409,
    retry: 'never',
  },
  HF_TARGET_PATH_TOO_LONG: {
    message: 'The path would have {length} characters; OneDrive takes {limit}: {path}.',
    hint: 'Restore it to a folder nearer to the root, or to a local directory.',
    status: 422,
    retry: 'never',
  },
  HF_RESTORE_MISMATCH: {
    message: 'A restored file is not what the snapshot holds ({detail}).',
    hint: 'Run the restore again; if it stays, run `holdfast check --read-data`.',
    status: 500,
    retry: 'now',
  },
  HF_EXCLUSION_INVALID: {
    message: 'The exclusion {rule} cannot be used: {reason}.',
    hint: 'Give extensions as `.tmp`, names as `Thumbs.db`, folders as `Music` or `Personal/Music`, separated by `;`.',
    status: 400,
    retry: 'never',
  },
})
