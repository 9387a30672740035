export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './access/roles.ts'
export type { AuditDetails, AuditEntry } from './audit/audit-event.ts'
export { recordAudit } from './audit/record-audit.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type Control, createControl, newId, now } from './control.ts'
export { type Database, type DatabasePlace, openDatabase, queueIn, type Sql } from './database/database.ts'
export type { NewRow, Row, Tables } from './database/tables.ts'
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
  deletionReason,
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
export { purgeTime, rollbackWindow } from './people/rollback-window.ts'
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
  DEFAULT_SETTINGS,
  type ExclusionLists,
  exclusionLists,
  FREQUENCIES,
  type Frequency,
  type ProfileSettings,
  profileSettings,
  type RetentionSettings,
} from './profiles/profile-settings.ts'
export {
  changeSetting,
  defineSetting,
  readSetting,
  type SettingOf,
  type Stored,
  showSetting,
} from './settings/stored-setting.ts'
