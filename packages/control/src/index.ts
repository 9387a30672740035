export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { recordAudit } from './audit/record-audit.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { controlErrors } from './errors.ts'
export { type ExclusionLists, exclusionLists } from './exclusions/exclusion-lists.ts'
export {
  changeGlobalExclusions,
  exclusionsFor,
  type GlobalExclusions,
  globalExclusions,
  readGlobalExclusions,
} from './exclusions/global-exclusions.ts'
export { mergeExclusions } from './exclusions/merge-exclusions.ts'
export {
  type ExcludedByRule,
  type ExclusionPreview,
  type PreviewItem,
  previewExclusions,
} from './exclusions/preview-exclusions.ts'
export { type BackupJobServices, backupJob, keepBackupStatus } from './jobs/backup-job.ts'
export { cancelJob } from './jobs/cancel-job.ts'
export { jobErrors } from './jobs/errors.ts'
export { JOB_KINDS, type JobKind, QUEUES, type QueueName } from './jobs/job-kinds.ts'
export { JobQueue, type QueuedJob } from './jobs/job-queue.ts'
export { JobRun, type LogEntry } from './jobs/job-run.ts'
export {
  type JobFilter,
  type JobLogEntry,
  type JobPage,
  type JobView,
  jobFilter,
  listJobs,
  readJob,
  readJobLog,
} from './jobs/read-jobs.ts'
export { closeAbandonedJobs, recoverJobs } from './jobs/recover-jobs.ts'
export { queueBackup, type RequestedBackup, requestBackups } from './jobs/request-backup.ts'
export { type JobHandler, type JobOutcome, JobWorker, type WorkerOptions } from './jobs/worker.ts'
export {
  DATA_USES,
  type DataAccess,
  type DataCircumstances,
  type DataDenial,
  type DataPerson,
  type DataProfile,
  type DataUse,
  dataAccess,
} from './privacy/data-access.ts'
export { adminAccessAllowed } from './privacy/effective-privacy.ts'
export { privacyErrors } from './privacy/errors.ts'
export { hideNames, type NamesShown, namesShown } from './privacy/hide-names.ts'
export { type OwnPrivacy, readOwnPrivacy, setOwnPrivacy } from './privacy/own-privacy.ts'
export {
  type PersonForData,
  peopleForData,
  personForData,
  requireDataAccess,
} from './privacy/require-data-access.ts'
export { changeProfile, type ProfileChange, profileChange } from './profiles/change-profile.ts'
export {
  copyProfile,
  createProfile,
  type NewProfile,
  newProfile,
  type ProfileCopy,
  profileCopy,
} from './profiles/create-profile.ts'
export { deleteProfile, type ProfileDeletion, profileDeletion } from './profiles/delete-profile.ts'
export { ensureDefaultProfile } from './profiles/ensure-default-profile.ts'
export { profileErrors } from './profiles/errors.ts'
export { loadProfile } from './profiles/load-profile.ts'
export { deletionReason, type Profile, visibleProfiles } from './profiles/profile.ts'
export {
  DEFAULT_SETTINGS,
  type ProfileSettings,
  profileSettings,
  type RetentionSettings,
  retentionSettings,
} from './profiles/profile-settings.ts'
export { purgeProfiles } from './profiles/purge-profiles.ts'
export { listProfiles, type ProfileWithPeople, readProfile } from './profiles/read-profiles.ts'
export { requireRoom } from './profiles/require-room.ts'
export { restoreProfile } from './profiles/restore-profile.ts'
export { rollbackTime, rollbackWindow } from './profiles/rollback-window.ts'
export {
  decideRetention,
  expired,
  type RetainedSnapshot,
  type RetentionDecision,
  type RetentionReason,
} from './retention/decide-retention.ts'
export { previewRetention, type RetentionLoss, type RetentionPreview } from './retention/preview-retention.ts'
export { type Blackout, blackout } from './schedule/blackout.ts'
export { type DueOnedrive, dueOnedrives } from './schedule/due-onedrives.ts'
export { FREQUENCIES, type Frequency } from './schedule/frequency.ts'
export { type PlannedSlots, planNextSlots } from './schedule/plan-next-slots.ts'
export { Schedule, type ScheduleSettings } from './schedule/schedule.ts'
export { nextSlot, runKey, slotAfterChange, slotAt } from './schedule/slots.ts'
export { validated } from './validated.ts'
export { derivedVaultKeys, type VaultKeys } from './vaults/vault-keys.ts'
export { ensureLocalStorage, VaultStore } from './vaults/vault-store.ts'
