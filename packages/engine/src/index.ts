export { type BackupOptions, backupDrive } from './backup/backup-drive.ts'
export type { BackupProgress, BackupResult, FailedFile } from './backup/backup-result.ts'
export type { PermissionRow, VersionRow } from './backup/capture-details.ts'
export type { DriveSource } from './backup/drive-source.ts'
export { FAILURE_CLASSES, type FailureClass } from './backup/failure-class.ts'
export type { Failure } from './backup/failure-ledger.ts'
export { SNAPSHOT_HOST } from './backup/previous-backup.ts'
export { engineErrors } from './errors.ts'
export { type ExclusionRules, Exclusions, parseExclusionList } from './exclusions/exclusions.ts'
export type { Item, ItemKind, StoredContent } from './items/item.ts'
export type { QuarantinedFile } from './quarantine/quarantine.ts'
export type { Loss } from './repair/find-losses.ts'
export { DAMAGED_TAG, isMarkedDamaged } from './repair/mark-damaged.ts'
export {
  repairVault,
  type VaultRepair,
  type VaultRepairOptions,
  type VaultRepairProgress,
} from './repair/repair-vault.ts'
export type { DriveTarget } from './restore/drive-target.ts'
export { exportZip, type ZipExport, type ZipExportOptions } from './restore/export-zip.ts'
export { QUARANTINE_FOLDER } from './restore/quarantined-entries.ts'
export type {
  ConflictRule,
  RestoreFailure,
  RestoreOptions,
  RestoreProgress,
  RestoreResult,
} from './restore/restore-options.ts'
export { type DirectoryRestoreOptions, restoreToDirectory } from './restore/restore-to-directory.ts'
export { type DriveRestoreOptions, restoreToDrive } from './restore/restore-to-drive.ts'
export { type SelectedEntry, selectEntries, splitPath } from './restore/selection.ts'
export type { ChangeSignals } from './signals/change-signals.ts'
export { looksEncrypted, TELLING_BYTES } from './signals/looks-encrypted.ts'
export {
  type Completeness,
  type DriveCounts,
  type DriveState,
  FILES_DIRECTORY,
  METADATA_DIRECTORY,
  METADATA_FILES,
  QUARANTINE_DIRECTORY,
} from './snapshot/drive-state.ts'
export { OpenedSnapshot, type SnapshotReader } from './snapshot/opened-snapshot.ts'
export { nodeName } from './trees/node-name.ts'
export { ONENOTE_FOLDER } from './trees/onenote-placement.ts'
