export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { recordAudit } from './audit/record-audit.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { deletionReason } from './deletion-reason.ts'
export { ensureFirstRule } from './directory/first-rule.ts'
export type { KnownUser } from './directory/known-user.ts'
export {
  MAPPING_ATTRIBUTES,
  type MappingAttribute,
  type MappingCondition,
  mappingCondition,
  ruleFor,
} from './directory/mapping-condition.ts'
export {
  addMappingRule,
  changeMappingRule,
  listMappingRules,
  type MappingRule,
  type MappingRuleChange,
  type MappingRuleInput,
  mappingRuleChange,
  mappingRuleInput,
  mappingRuleOrder,
  orderMappingRules,
  removeMappingRule,
} from './directory/mapping-rules.ts'
export { syncDirectory } from './directory/sync-directory.ts'
export { lastSync, type SyncResult } from './directory/sync-state.ts'
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
  EDITIONS,
  type Edition,
  FEATURE_EDITIONS,
  type Feature,
  isFeatureOpen,
  requireFeature,
} from './licences/editions.ts'
export { licence } from './licences/licence.ts'
export { type LicenceUse, licenceUse, type SeatUse } from './licences/licence-use.ts'
export { parseInput } from './parse-input.ts'
export { activatePeople } from './people/activate-people.ts'
export { addPerson, type PersonInput, personInput } from './people/add-person.ts'
export { changePerson, type PersonChange, personChange } from './people/change-person.ts'
export {
  type PeopleChoice,
  type PeopleDeletion,
  peopleChoice,
  peopleDeletion,
} from './people/choice.ts'
export { deletePeople } from './people/delete-people.ts'
export { deletePreservedDue } from './people/delete-preserved-due.ts'
export { peopleErrors } from './people/errors.ts'
export { type ImportResult, importPeople, type PeopleImport, peopleImport } from './people/import-people.ts'
export type { ImportLine } from './people/import-plan.ts'
export { listPeople, type PeoplePage, type PeopleQuery, peopleQuery } from './people/list-people.ts'
export {
  deleteOneDrives,
  disableOneDrives,
  enableOneDrives,
  rollBackOneDrives,
} from './people/onedrive-actions.ts'
export type { PersonAttributes } from './people/person-attributes.ts'
export { followProfileSwitch } from './people/person-rows.ts'
export type { OneDriveView, PersonView } from './people/person-view.ts'
export { preservePeople } from './people/preserve-people.ts'
export { type Purged, purgeDue } from './people/purge-due.ts'
export { readPerson } from './people/read-person.ts'
export { rollBackPeople } from './people/roll-back-people.ts'
export { parseScimFilter, type ScimFilter } from './people/scim/scim-filter.ts'
export { applyScimPatch } from './people/scim/scim-patch.ts'
export { createScimUser, patchScimUser, removeScimUser, replaceScimUser } from './people/scim/scim-people.ts'
export { listScimUsers, readScimUser, type ScimList, scimQuery } from './people/scim/scim-queries.ts'
export {
  fromScimUser,
  SCIM_ENTERPRISE_USER,
  SCIM_USER,
  type ScimPerson,
  safeName,
  scimPersonOf,
  toScimUser,
} from './people/scim/scim-user.ts'
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
export { type Profile, visibleProfiles } from './profiles/profile.ts'
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
export { purgeTime, rollbackTime, rollbackWindow } from './settings/rollback-window.ts'
export {
  changeSetting,
  defineSetting,
  readSetting,
  type SettingOf,
  type Stored,
  showSetting,
} from './settings/stored-setting.ts'
export { validated } from './validated.ts'
export { derivedVaultKeys, type VaultKeys } from './vaults/vault-keys.ts'
export { ensureLocalStorage, VaultStore } from './vaults/vault-store.ts'
