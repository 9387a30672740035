import { ANY_ID, ANYBODY, ANYBODY_SIGNED_IN, type Expectations } from './expectation.ts'

const administrator = ['cloud-administrator'] as const
const readers = ['cloud-administrator', 'auditor'] as const
const account = `/api/v1/accounts/${ANY_ID}`
const code = { code: '123456' }

export const access: Expectations = {
  // A body that fits nothing: who is let in is told so, and nobody signs in.
  signIn: { url: '/api/v1/sign-in', body: {}, allowed: ANYBODY },
  giveSecondFactor: { url: '/api/v1/sign-in/code', body: {}, allowed: ANYBODY_SIGNED_IN },
  signOut: { url: '/api/v1/sign-out', allowed: ANYBODY_SIGNED_IN },
  readSignInOptions: { url: '/api/v1/sign-in/options', allowed: ANYBODY },
  beginOrganisationSignIn: { url: '/api/v1/sign-in/organisation', allowed: ANYBODY },
  finishOrganisationSignIn: { url: '/api/v1/sign-in/organisation/callback', allowed: ANYBODY },
  readLink: { url: '/api/v1/links/read', body: {}, allowed: ANYBODY },
  acceptFirstAdministrator: { url: '/api/v1/links/first-administrator', body: {}, allowed: ANYBODY },
  acceptInvitation: { url: '/api/v1/links/invitation', body: {}, allowed: ANYBODY },
  resetPassword: { url: '/api/v1/links/password', body: {}, allowed: ANYBODY },
  readOwnAccess: { url: '/api/v1/me/access', allowed: ANYBODY_SIGNED_IN },
  changeOwnPassword: { url: '/api/v1/me/password', body: {}, allowed: ANYBODY_SIGNED_IN },
  beginSecondFactor: { url: '/api/v1/me/second-factor', body: { code: '' }, allowed: ANYBODY_SIGNED_IN },
  confirmSecondFactor: { url: '/api/v1/me/second-factor/confirm', body: {}, allowed: ANYBODY_SIGNED_IN },
  removeSecondFactor: { url: '/api/v1/me/second-factor/remove', body: {}, allowed: ANYBODY_SIGNED_IN },
  makeRecoveryCodes: { url: '/api/v1/me/recovery-codes', body: {}, allowed: ANYBODY_SIGNED_IN },
  listOwnSessions: { url: '/api/v1/me/sessions?x=1', allowed: ANYBODY_SIGNED_IN },
  revokeOwnSession: { url: '/api/v1/me/sessions/none', allowed: ANYBODY_SIGNED_IN },
  listOwnTokens: { url: '/api/v1/me/tokens', allowed: ANYBODY_SIGNED_IN },
  createToken: { url: '/api/v1/me/tokens', body: {}, allowed: ANYBODY_SIGNED_IN },
  revokeToken: { url: `/api/v1/tokens/${ANY_ID}`, allowed: ANYBODY_SIGNED_IN },
  readOwnBackup: { url: '/api/v1/me/backup', allowed: ['person'] },
  listOwnActivity: { url: '/api/v1/me/activity', allowed: ['person'] },
  readOwnPrivacy: { url: '/api/v1/me/privacy', allowed: ['person'] },
  setOwnPrivacy: { url: '/api/v1/me/privacy', body: { adminAccess: true }, allowed: ['person'] },
  listRoles: { url: '/api/v1/roles', allowed: ANYBODY_SIGNED_IN },
  listAccounts: { url: '/api/v1/accounts', allowed: readers },
  readAccount: { url: account, allowed: readers },
  inviteAccount: { url: '/api/v1/accounts', body: {}, allowed: administrator },
  changeAccount: { url: account, body: {}, allowed: administrator },
  deleteAccount: { url: account, allowed: administrator },
  makeAccountLink: { url: `${account}/link`, allowed: administrator },
  mailAccountLink: { url: `${account}/link/mail`, body: {}, allowed: administrator },
  unlockAccount: { url: `${account}/unlock`, allowed: administrator },
  resetSecondFactor: { url: `${account}/reset-second-factor`, body: code, allowed: administrator },
  listAccountTokens: { url: `${account}/tokens`, allowed: readers },
}
