export {
  type Acceptance,
  acceptance,
  acceptInvitation,
  makeAccountLink,
  passwordReset,
  resetPassword,
} from './access/account-links.ts'
export type { AccountView } from './access/account-view.ts'
export { type Actor, may, requirePermission, systemActor, visiblePeople } from './access/actor.ts'
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
export { readSetting, type StoredSetting, writeSetting } from './access/stored-setting.ts'
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
export { secretErrors } from './secrets/errors.ts'
export { SecretBox, type SecretControl } from './secrets/secret-box.ts'
export { forgetOldSecretKeys, openSecretBox, rotateSecretKey } from './secrets/secret-key-file.ts'
