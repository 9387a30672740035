export {
  type Acceptance,
  acceptance,
  acceptInvitation,
  makeAccountLink,
  passwordReset,
  resetPassword,
} from './access/account-links.ts'
export type { AccountView } from './access/account-view.ts'
export {
  type Actor,
  COMMAND_LINE_ID,
  may,
  requirePermission,
  systemActor,
  visiblePeople,
} from './access/actor.ts'
export { actorOf, signingInActorOf } from './access/actor-of.ts'
export {
  type ApiTokenInput,
  type ApiTokenView,
  actorOfToken,
  apiTokenInput,
  createApiToken,
  listApiTokens,
  revokeApiToken,
} from './access/api-tokens.ts'
export { AttemptLimit } from './access/attempt-limit.ts'
export { type AccountChange, accountChange, changeAccount } from './access/change-account.ts'
export type { SignIn } from './access/complete-sign-in.ts'
export { deleteAccount } from './access/delete-account.ts'
export { accessErrors } from './access/errors.ts'
export {
  acceptFirstAdministrator,
  type FirstAdministrator,
  firstAdministrator,
  firstAdministratorLink,
  needsFirstAdministrator,
} from './access/first-administrator.ts'
export { forgetExpiredAccess } from './access/forget-expired.ts'
export { type Invitation, type Invited, invitation, inviteAccount } from './access/invite-account.ts'
export {
  type AccountFilter,
  type AccountPage,
  accountFilter,
  listAccounts,
  readAccount,
} from './access/list-accounts.ts'
export { networkOf } from './access/network.ts'
export {
  changeOidcSettings,
  type OidcChange,
  type OidcView,
  oidcChange,
  readOidcSettings,
} from './access/oidc/oidc-settings.ts'
export { type OidcBeginning, OidcSignIn } from './access/oidc/oidc-sign-in.ts'
export { changeOwnPassword, type PasswordChange, passwordChange } from './access/own-password.ts'
export {
  beginSecondFactor,
  type ConfirmedSecondFactor,
  confirmSecondFactor,
  newRecoveryCodes,
  removeOwnSecondFactor,
  type SecondFactorSetUp,
} from './access/own-second-factor.ts'
export { listOwnSessions, type OwnSession, revokeOwnSession, signOut } from './access/own-sessions.ts'
export { isPlain, plainText } from './access/plain-text.ts'
export { resealAccessSecrets } from './access/reseal-access-secrets.ts'
export { resetSecondFactor, unlockAccount } from './access/restore-access.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
export { codeInput, giveSecondFactor } from './access/second-factor.ts'
export { type SignInInput, signIn, signInInput } from './access/sign-in.ts'
export { type LinkView, readLink, type SignInLink } from './access/sign-in-links.ts'
export {
  changeSignInSettings,
  readSignInSettings,
  type SignInSettings,
  signInSettings,
} from './access/sign-in-settings.ts'
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
export { createMailChannel } from './alerts/mail/mail-channel.ts'
export {
  changeMailSettings,
  type MailSettings,
  mailInput,
  showMailSettings,
} from './alerts/mail/mail-settings.ts'
export { createMailer, type Mail, type Mailer, type MailerOptions } from './alerts/mail/mailer.ts'
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
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { type AuditFilter, auditFilter } from './audit/audit-filter.ts'
export { auditExport, exportAudit } from './audit/export-audit.ts'
export { type AuditPage, auditQuery, listAudit } from './audit/list-audit.ts'
export { recordAudit } from './audit/record-audit.ts'
export type { ListedAudit, SeesDataOf } from './audit/show-audit.ts'
export { type AuditHead, type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type BrowseServices, type DataOf, dataOf } from './browse/data-of.ts'
export { type Download, downloadFile, downloadZip, type ZipChoice } from './browse/download.ts'
export type { Entry } from './browse/entry.ts'
export { browseErrors } from './browse/errors.ts'
export { type Found, type FoundList, findByName, findQuery } from './browse/find-by-name.ts'
export { listSnapshots, type SnapshotView, snapshotsQuery } from './browse/list-snapshots.ts'
export { OpenVaults } from './browse/open-vaults.ts'
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
export { changeConnection } from './connection/change-connection.ts'
export { ConnectedGraph } from './connection/connected-graph.ts'
export { type ConnectionChange, connectionChange } from './connection/connection-change.ts'
export { connectionDuties } from './connection/connection-duties.ts'
export type { ConnectionState, PurposeState } from './connection/connection-state.ts'
export { connectionState } from './connection/connection-state.ts'
export type { ConnectionView, CredentialView, RegistrationView } from './connection/connection-view.ts'
export { discardNextCredential } from './connection/discard-next-credential.ts'
export { connectionErrors } from './connection/errors.ts'
export { makeCertificate } from './connection/make-certificate.ts'
export {
  type ConnectionControl,
  MicrosoftAccess,
  type MicrosoftAccessOptions,
} from './connection/microsoft-access.ts'
export { openGraphClient } from './connection/open-graph-client.ts'
export { type CertificateFile, readCertificate, readConnection } from './connection/read-connection.ts'
export { removeConnection } from './connection/remove-connection.ts'
export { resealConnectionSecrets } from './connection/reseal-connection-secrets.ts'
export { FINDINGS, type Finding, type FindingCode } from './connection/verify/findings.ts'
export {
  type Verification,
  type VerificationRequest,
  verificationRequest,
  verifyConnection,
} from './connection/verify/verify-connection.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { vacuumTables } from './database/vacuum-tables.ts'
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
export { countStates, type StateCounts } from './governance/count-states.ts'
export { countUsage, UsageCounter, type UsageFact, type UsageItem } from './governance/count-usage.ts'
export { type DataBySource, type DataGroup, dataBySource, dataQuery } from './governance/data-by-source.ts'
export { FILE_TYPES, type FileType, fileTypeOf } from './governance/file-type.ts'
export { type Overview, overview } from './governance/overview.ts'
export { recordUsage } from './governance/record-usage.ts'
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
export { watchJobs } from './jobs/watch-jobs.ts'
export {
  type JobHandler,
  type JobOutcome,
  JobWorker,
  type PutOff,
  type WorkerOptions,
} from './jobs/worker.ts'
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
export { type RebuildOptions, type RebuildProgress, type RebuildResult, rebuild } from './rebuild/rebuild.ts'
export type { Unattached } from './rebuild/restore-rows.ts'
export { restoreErrors } from './restore/errors.ts'
export { requestRestore } from './restore/request-restore.ts'
export { type RestoreJobServices, restoreJob } from './restore/restore-job.ts'
export { CONFLICT_RULES, type RestoreRequest, restoreRequest } from './restore/restore-request.ts'
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
export { checkStorages, type StorageState } from './vaults/check-storages.ts'
export { vaultErrors } from './vaults/errors.ts'
export { type LocalStorageSettings, localStorageSettings } from './vaults/local-place.ts'
export { openPlace } from './vaults/open-place.ts'
export type { OpenPlace, Room, StoragePlace, StorageRow } from './vaults/storage-place.ts'
export { derivedVaultKeys, type VaultKeys } from './vaults/vault-keys.ts'
export { openVaultSecret } from './vaults/vault-secret-file.ts'
export { ensureLocalStorage, VaultStore } from './vaults/vault-store.ts'
