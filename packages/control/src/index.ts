export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { recordAudit } from './audit/record-audit.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
export { controlErrors } from './errors.ts'
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
