export {
  type Acceptance,
  acceptance,
  acceptInvitation,
  makeAccountLink,
  passwordReset,
  resetPassword,
} from './account-links.ts'
export type { AccountView } from './account-view.ts'
export {
  type Actor,
  COMMAND_LINE_ID,
  may,
  requirePermission,
  systemActor,
  visiblePeople,
} from './actor.ts'
export { actorOf, signingInActorOf } from './actor-of.ts'
export {
  type ApiTokenInput,
  type ApiTokenView,
  actorOfToken,
  apiTokenInput,
  createApiToken,
  listApiTokens,
  revokeApiToken,
} from './api-tokens.ts'
export { AttemptLimit } from './attempt-limit.ts'
export { type AccountChange, accountChange, changeAccount } from './change-account.ts'
export type { SignIn } from './complete-sign-in.ts'
export { deleteAccount } from './delete-account.ts'
export { accessErrors } from './errors.ts'
export {
  acceptFirstAdministrator,
  type FirstAdministrator,
  firstAdministrator,
  firstAdministratorLink,
  needsFirstAdministrator,
} from './first-administrator.ts'
export { forgetExpiredAccess } from './forget-expired.ts'
export { type Invitation, type Invited, invitation, inviteAccount } from './invite-account.ts'
export {
  type AccountFilter,
  type AccountPage,
  accountFilter,
  listAccounts,
  readAccount,
} from './list-accounts.ts'
export { networkOf } from './network.ts'
export {
  changeOidcSettings,
  isOrganisationSignInOpen,
  type OidcChange,
  type OidcView,
  oidcChange,
  readOidcSettings,
} from './oidc/oidc-settings.ts'
export { type OidcBeginning, OidcSignIn } from './oidc/oidc-sign-in.ts'
export { type OwnAccess, readOwnAccess } from './own-access.ts'
export { changeOwnPassword, type PasswordChange, passwordChange } from './own-password.ts'
export {
  beginSecondFactor,
  type ConfirmedSecondFactor,
  confirmSecondFactor,
  newRecoveryCodes,
  removeOwnSecondFactor,
  type SecondFactorSetUp,
} from './own-second-factor.ts'
export { listOwnSessions, type OwnSession, revokeOwnSession, signOut } from './own-sessions.ts'
export { isPlain, plainText } from './plain-text.ts'
export { resealAccessSecrets } from './reseal-access-secrets.ts'
export { resetSecondFactor, unlockAccount } from './restore-access.ts'
export { type RoleFacts, roleFacts } from './role-facts.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './roles.ts'
export { codeInput, giveSecondFactor } from './second-factor.ts'
export { type SignInInput, signIn, signInInput } from './sign-in.ts'
export { type LinkView, readLink, type SignInLink } from './sign-in-links.ts'
export {
  changeSignInSettings,
  readSignInSettings,
  type SignInSettings,
  signInSettings,
} from './sign-in-settings.ts'
