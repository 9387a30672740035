export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { recordAudit } from './audit/record-audit.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { controlErrors } from './errors.ts'
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
  DEFAULT_SETTINGS,
  type ExclusionLists,
  exclusionLists,
  FREQUENCIES,
  type Frequency,
  type ProfileSettings,
  profileSettings,
  type RetentionSettings,
} from './profiles/profile-settings.ts'
export { derivedVaultKeys, type VaultKeys } from './vaults/vault-keys.ts'
export { ensureLocalStorage, VaultStore } from './vaults/vault-store.ts'
