export { PROVIDER_KINDS } from '@holdfast/keys'
export * from './access/index.ts'
export {
  ALERT_KIND_NAMES,
  ALERT_KINDS,
  type AlertDetails,
  type AlertKind,
  type AlertKindName,
  type AlertValue,
  type DetailsOf,
} from './alerts/alert-kinds.ts'
export { type AlertRule, alertRule, changeAlertRule, listAlertRules } from './alerts/alert-rules.ts'
export { ALERT_SETTING, alertSettings } from './alerts/alert-settings.ts'
export { checkConditions } from './alerts/check-conditions.ts'
export type { SeatsOf } from './alerts/conditions/licence-limit.ts'
export { type AlertCounts, countAlerts } from './alerts/count-alerts.ts'
export type {
  AlertChannel,
  AlertChannels,
  AlertDigest,
  AlertMessage,
  ToldAlert,
} from './alerts/delivery/channel.ts'
export { type DeliveryCounts, deliverDue } from './alerts/delivery/deliver-due.ts'
export { dropOldAlerts } from './alerts/delivery/drop-old-alerts.ts'
export { testSubscription } from './alerts/delivery/test-subscription.ts'
export { type AlertWords, describeAlert } from './alerts/describe-alert.ts'
export { alertErrors } from './alerts/errors.ts'
export { type AlertPage, alertsQuery, type ListedAlert, listAlerts } from './alerts/list-alerts.ts'
export { mailAccountLink } from './alerts/mail/mail-account-link.ts'
export { createMailChannel } from './alerts/mail/mail-channel.ts'
export {
  changeMailSettings,
  type MailSettings,
  mailInput,
  showMailSettings,
} from './alerts/mail/mail-settings.ts'
export {
  createMailer,
  type Mail,
  type MailAttachment,
  type Mailer,
  type MailerOptions,
} from './alerts/mail/mailer.ts'
export { sendTestMail } from './alerts/mail/test-mail.ts'
export { alertMute, closeAlert, muteAlert } from './alerts/mute-alert.ts'
export { type RaisedAlert, raiseAlert, raiseAlerts } from './alerts/raise-alert.ts'
export { resealAlertSecrets } from './alerts/reseal-alert-secrets.ts'
export { resolveAlert } from './alerts/resolve-alert.ts'
export { SEVERITIES } from './alerts/severity.ts'
export {
  changeSubscription,
  createSubscription,
  deleteSubscription,
  type ListedSubscription,
  listSubscriptions,
  subscriptionInput,
} from './alerts/subscriptions.ts'
export { createWebhookChannel, type WebhookOptions } from './alerts/webhook/webhook-channel.ts'
export { WEBHOOK_SETTING, type WebhookSettings, webhookSettings } from './alerts/webhook/webhook-settings.ts'
export {
  type Anomaly,
  type AnomalyKind,
  BASELINE_RUNS,
  describeAnomalies,
  FEWEST,
  unusualChanges,
} from './anomalies/unusual-changes.ts'
export { type AuditChoices, readAuditChoices } from './audit/audit-choices.ts'
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { AUDIT_ACTORS, type AuditFilter, auditFilter } from './audit/audit-filter.ts'
export { auditExport, exportAudit } from './audit/export-audit.ts'
export { type AuditPage, auditQuery, listAudit } from './audit/list-audit.ts'
export { listOwnActivity, ownActivityQuery } from './audit/own-activity.ts'
export { recordAudit } from './audit/record-audit.ts'
export type { ListedAudit, SeesDataOf } from './audit/show-audit.ts'
export { type AuditHead, type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type BrowseServices, type DataOf, dataOf } from './browse/data-of.ts'
export { type Download, downloadFile, downloadZip, type ZipChoice } from './browse/download.ts'
export type { Entry } from './browse/entry.ts'
export { browseErrors } from './browse/errors.ts'
export { type Found, type FoundList, findByName, findQuery } from './browse/find-by-name.ts'
export { listSnapshots, type SnapshotView, snapshotsQuery } from './browse/list-snapshots.ts'
export { OpenVaults, type SnapshotSource } from './browse/open-vaults.ts'
export { previewPersonExclusions } from './browse/preview-person-exclusions.ts'
export { drivePath, type FolderPage, folderQuery, readFolder, snapshotId } from './browse/read-folder.ts'
export { type FileVersion, versionsOf, versionsQuery } from './browse/versions-of.ts'
export {
  CHANGE_NOTIFICATIONS,
  type ChangeNotificationSettings,
  type ChangeNotificationsView,
  NOTIFICATION_PATH,
  readChangeNotifications,
} from './change-notifications/notification-settings.ts'
export {
  notifications,
  type ReceivedNotifications,
  receiveNotifications,
} from './change-notifications/receive-notifications.ts'
export {
  type RenewedSubscriptions,
  renewSubscriptions,
  type SubscriptionClient,
} from './change-notifications/renew-subscriptions.ts'
export { validationEcho } from './change-notifications/validation-echo.ts'
export * from './connection/index.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { DatabaseLink, Statement, StatementResult } from './database/database-link.ts'
export { remoteDatabase } from './database/remote-database.ts'
export { SharedDatabase } from './database/shared-database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { vacuumTables } from './database/vacuum-tables.ts'
export { deletionReason } from './deletion-reason.ts'
export { type FoundGroups, findGroups } from './directory/find-groups.ts'
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
export { queueDirectorySyncWhenDue, requestDirectorySync } from './directory/request-sync.ts'
export { syncDirectory } from './directory/sync-directory.ts'
export { lastSync, type SyncResult } from './directory/sync-state.ts'
export { controlErrors } from './errors.ts'
export { dropOldEvents } from './events/drop-old-events.ts'
export { EVENT_SETTING, eventSettings } from './events/event-settings.ts'
export { EVENT_SEVERITY, type EventSeverity } from './events/event-severity.ts'
export { jobEvent } from './events/job-event.ts'
export { eventsQuery, listEvents, type PulledEvent } from './events/list-events.ts'
export { type EventEntry, recordEvent } from './events/record-event.ts'
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
export { AGE_CLASSES, type AgeClass, ageClassOf } from './governance/age-class.ts'
export { type BackupFailure, backupFailures, FAILURE_SCOPES } from './governance/backup-failures.ts'
export { countStates, type StateCounts } from './governance/count-states.ts'
export { countUsage, UsageCounter, type UsageFact, type UsageItem } from './governance/count-usage.ts'
export { type DataBySource, type DataGroup, dataBySource, dataQuery } from './governance/data-by-source.ts'
export { FILE_TYPES, type FileType, fileTypeOf } from './governance/file-type.ts'
export { type FirstBackups, firstBackups } from './governance/first-backups.ts'
export { type LateBackup, lateBackups, lateQuery } from './governance/late-backups.ts'
export { type Overview, overview } from './governance/overview.ts'
export { type GrowthPoint, growthQuery, readGrowth } from './governance/read-growth.ts'
export { recordGrowth } from './governance/record-growth.ts'
export { recordUsage } from './governance/record-usage.ts'
export { type RecoveryPoints, type RecoveryPromise, recoveryPoints } from './governance/recovery-points.ts'
export { type AskBudget, type BudgetView, readBudget } from './governance/request-budget.ts'
export { SIZE_CLASSES, type SizeClass, sizeClassOf } from './governance/size-class.ts'
export { type BackupJobServices, backupJob } from './jobs/backup-job.ts'
export { cancelJob } from './jobs/cancel-job.ts'
export { directorySyncJob } from './jobs/directory-sync-job.ts'
export { dropOldJobs } from './jobs/drop-old-jobs.ts'
export { jobErrors } from './jobs/errors.ts'
export { jobEnded } from './jobs/job-ended.ts'
export { JOB_KINDS, JOB_STATES, type JobKind, QUEUES, type QueueName } from './jobs/job-kinds.ts'
export { JobQueue, type QueuedJob } from './jobs/job-queue.ts'
export { JobRun, type LogEntry } from './jobs/job-run.ts'
export { JOB_SETTING } from './jobs/job-settings.ts'
export { type JobLogEntry, jobLogFilter, LOG_LEVELS, readJobLog } from './jobs/read-job-log.ts'
export {
  type JobFilter,
  type JobPage,
  type JobView,
  jobFilter,
  listJobs,
  readJob,
} from './jobs/read-jobs.ts'
export { closeAbandonedJobs, recoverJobs } from './jobs/recover-jobs.ts'
export { repeatJob } from './jobs/repeat-job.ts'
export { type RequestedBackup, requestBackups } from './jobs/request-backup.ts'
export { watchJobs } from './jobs/watch-jobs.ts'
export {
  type JobHandler,
  type JobOutcome,
  JobWorker,
  type PutOff,
  type WorkerOptions,
} from './jobs/worker.ts'
export * from './keyring/index.ts'
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
export { seatsInUse } from './licences/seats-in-use.ts'
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
export {
  chooseMatching,
  MANY_ACTIONS,
  type ManyAction,
  type MatchingPeople,
  matchingQuery,
} from './people/choose-matching.ts'
export { countPeople } from './people/count-people.ts'
export { deletePeople } from './people/delete-people.ts'
export { deletePreservedDue } from './people/delete-preserved-due.ts'
export { peopleErrors } from './people/errors.ts'
export { type ImportResult, importPeople, type PeopleImport, peopleImport } from './people/import-people.ts'
export type { ImportLine } from './people/import-plan.ts'
export { listPeople, type PeoplePage, type PeopleQuery, peopleQuery } from './people/list-people.ts'
export { movePeople, type PeopleMove, peopleMove } from './people/move-people.ts'
export {
  deleteOneDrives,
  disableOneDrives,
  enableOneDrives,
  rollBackOneDrives,
} from './people/onedrive-actions.ts'
export { type OwnBackup, readOwnBackup } from './people/own-backup.ts'
export { type PeopleFilter, peopleFilter } from './people/people-filter.ts'
export { PEOPLE_SORTS, type PeopleSort } from './people/people-order.ts'
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
export { checkProfile, type DraftProblem, type ProfileDraft, profileDraft } from './profiles/check-profile.ts'
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
export { type RebuildOptions, type RebuildProgress, type RebuildResult, rebuild } from './rebuild/rebuild.ts'
export type { Unattached } from './rebuild/restore-rows.ts'
export * from './reports/index.ts'
export { restoreErrors } from './restore/errors.ts'
export { requestRestore } from './restore/request-restore.ts'
export { type RestoreJobServices, restoreJob } from './restore/restore-job.ts'
export { CONFLICT_RULES, type RestoreRequest, restoreRequest } from './restore/restore-request.ts'
export { RESTORE_TARGETS, restoreTargets, type TargetView } from './restore/restore-targets.ts'
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
export { type PlannedSlots, planNewDrives, planNextSlots } from './schedule/plan-next-slots.ts'
export { Schedule, type ScheduleSettings } from './schedule/schedule.ts'
export { nextSlot, runKey, slotAfterChange, slotAt } from './schedule/slots.ts'
export { type QueuedBackups, queueDueBackups } from './scheduler/queue-due-backups.ts'
export { type Duty, Scheduler, type SchedulerOptions, SOON } from './scheduler/scheduler.ts'
export { type DutyServices, standardDuties } from './scheduler/standard-duties.ts'
export { createOnce, replaceFile } from './secrets/durable-file.ts'
export { secretErrors } from './secrets/errors.ts'
export { SecretBox, type SecretControl } from './secrets/secret-box.ts'
export { forgetOldSecretKeys, openSecretBox, rotateSecretKey } from './secrets/secret-key-file.ts'
export { purgeTime, rollbackTime, rollbackWindow } from './settings/rollback-window.ts'
export {
  changeSetting,
  defineSetting,
  readSetting,
  type SettingOf,
  type Stored,
  showSetting,
} from './settings/stored-setting.ts'
export { type CheckResult, checkJob } from './upkeep/check-job.ts'
export { type DestroyResult, destroyVaultJob } from './upkeep/destroy-vault-job.ts'
export type { Pruned } from './upkeep/prune-vault.ts'
export { queueChecks } from './upkeep/queue-checks.ts'
export { type QueuedPurges, queuePurges } from './upkeep/queue-purges.ts'
export { queueRetention } from './upkeep/queue-retention.ts'
export { type RetentionResult, retentionJob } from './upkeep/retention-job.ts'
export { UPKEEP_SETTING, type UpkeepSettings, upkeepSettings } from './upkeep/upkeep-settings.ts'
export type { UpkeepServices } from './upkeep/upkeep-target.ts'
export { checkStorages } from './vaults/check-storages.ts'
export { vaultErrors } from './vaults/errors.ts'
export { type ListedStorage, listStorages } from './vaults/list-storages.ts'
export { type LocalStorageSettings, localStorageSettings } from './vaults/local-place.ts'
export type { LookOptions, SeenStorage } from './vaults/look-at-storages.ts'
export { openPlace } from './vaults/open-place.ts'
export type { OpenPlace, Room, SlotStore, StoragePlace, StorageRow } from './vaults/storage-place.ts'
export { derivedVaultKeys, type KeyedVault, type VaultKeys, type VaultUse } from './vaults/vault-keys.ts'
export { ensureLocalStorage, type StoredVault, VaultStore } from './vaults/vault-store.ts'
