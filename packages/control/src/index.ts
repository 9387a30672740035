export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
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
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { type AuditFilter, auditFilter } from './audit/audit-filter.ts'
export { auditExport, exportAudit } from './audit/export-audit.ts'
export { type AuditPage, auditQuery, listAudit } from './audit/list-audit.ts'
export { recordAudit } from './audit/record-audit.ts'
export type { ListedAudit, SeesDataOf } from './audit/show-audit.ts'
export { type AuditHead, type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { controlErrors } from './errors.ts'
export { dropOldEvents } from './events/drop-old-events.ts'
export { EVENT_SETTING, eventSettings } from './events/event-settings.ts'
export { EVENT_SEVERITY, type EventSeverity } from './events/event-severity.ts'
export { jobEvent } from './events/job-event.ts'
export { eventsQuery, listEvents, type PulledEvent } from './events/list-events.ts'
export { type EventEntry, recordEvent } from './events/record-event.ts'
export { AGE_CLASSES, type AgeClass, ageClassOf } from './governance/age-class.ts'
export { countUsage, UsageCounter, type UsageFact, type UsageItem } from './governance/count-usage.ts'
export { type DataBySource, type DataGroup, dataBySource, dataQuery } from './governance/data-by-source.ts'
export { FILE_TYPES, type FileType, fileTypeOf } from './governance/file-type.ts'
export { type Overview, overview } from './governance/overview.ts'
export { recordUsage } from './governance/record-usage.ts'
export { SIZE_CLASSES, type SizeClass, sizeClassOf } from './governance/size-class.ts'
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
export { changeSetting, type Stored, showSetting } from './settings/stored-setting.ts'
