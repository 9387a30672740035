import { defineErrors } from '@holdfast/base'

/** What accounts and sign-in refuse, and why. Nothing here tells whether an account exists. */
export const accessErrors = defineErrors({
  HF_NOT_SIGNED_IN: {
    message: 'You are not signed in, or no longer.',
    hint: 'Sign in again. A token may have expired or been revoked.',
    status: 401,
    retry: 'never',
  },
  HF_SECOND_FACTOR_NEEDED: {
    message: 'Signing in is not complete: the second factor is missing.',
    hint: 'Give the code of the authenticator app or a recovery code; or set the app up, where your role asks for one.',
    status: 401,
    retry: 'never',
  },
  HF_SIGN_IN_FAILED: {
    message: 'Signing in failed: the e-mail address or the password is not right, or the account is locked.',
    hint: 'Try again. After ten failures an account is locked for a minute, and for longer with each further one, up to an hour.',
    status: 401,
    retry: 'never',
  },
  HF_CODE_WRONG: {
    message: 'The code is not right, was used before, or the account is locked.',
    hint: 'Wait for the next code and check the time of the device. A recovery code works once.',
    status: 401,
    retry: 'never',
  },
  HF_TOO_MANY_ATTEMPTS: {
    message: 'Too many attempts from your network.',
    hint: 'Wait {seconds} seconds.',
    status: 429,
    retry: 'later',
  },
  HF_LINK_INVALID: {
    message: 'The link is not valid, was used, or has expired.',
    hint: 'Ask an administrator for a new one.',
    status: 410,
    retry: 'never',
  },
  HF_ADMINISTRATOR_EXISTS: {
    message: 'There is an administrator already.',
    hint: 'Ask an administrator for an invitation.',
    status: 409,
    retry: 'never',
  },
  HF_LAST_ADMINISTRATOR: {
    message: 'This is the last cloud administrator.',
    hint: 'Make another account cloud administrator first.',
    status: 409,
    retry: 'never',
  },
  HF_OWN_ACCOUNT: {
    message: 'Nobody does this with the own account ({action}).',
    hint: 'Ask another administrator.',
    status: 403,
    retry: 'never',
  },
  HF_ROLE_BEYOND: {
    message: 'The role {role} is beyond what this token may give.',
    hint: 'Sign in to do this, or use a token with every permission of that role.',
    status: 403,
    retry: 'never',
  },
  HF_SESSION_NEEDED: {
    message: 'This needs somebody who is signed in; a token does not do.',
    hint: 'Sign in and do it there.',
    status: 403,
    retry: 'never',
  },
  HF_PASSWORD_REFUSED: {
    message: 'This password cannot be used: {reason}.',
    hint: 'Choose another one: several words that do not belong together are good.',
    status: 422,
    retry: 'never',
  },
  HF_SECOND_FACTOR_ASKED: {
    message: 'The role {role} must have a second factor.',
    hint: 'Set a new authenticator app up in its place.',
    status: 409,
    retry: 'never',
  },
  HF_OIDC_NOT_SET_UP: {
    message: 'Signing in with the organisation is not set up.',
    hint: 'Sign in with a password; an administrator sets it up in the settings.',
    status: 404,
    retry: 'never',
  },
  HF_OIDC_FAILED: {
    message: 'Signing in with the organisation failed: {reason}.',
    hint: 'Begin again. If it stays, check issuer, client and secret in the settings, and that the issuer answers.',
    status: 401,
    retry: 'never',
  },
  HF_OIDC_REFUSED: {
    message: 'The organisation knows you, but you have no access here: {reason}.',
    hint: 'Ask an administrator for a role or for an invitation.',
    status: 403,
    retry: 'never',
  },
})
