import { defineErrors } from '@holdfast/base'

const AGAIN = 'Nothing is lost; the next run tries again.'

/** What Microsoft's side, and the way to it, can answer. */
export const graphErrors = defineErrors({
  HF_SIGN_IN_FAILED: {
    message: 'Microsoft refused the sign-in of application {clientId} in tenant {tenantId}: {reason}.',
    hint: 'Check tenant id, client id and secret or certificate. AADSTS7000215 is a wrong secret, 7000222 an expired one, 700027 a certificate that is expired or not uploaded, 53003 a conditional access policy, 700016 an unknown application, 90002 an unknown tenant.',
    status: 401,
    retry: 'never',
  },
  HF_CONNECTION_INCOMPLETE: {
    message: 'The connection to Microsoft 365 is not complete: {missing}.',
    hint: 'Give tenant id, client id, and either a client secret or a certificate.',
    status: 400,
    retry: 'never',
  },
  EUSERNOTFOUND: {
    message: 'Microsoft 365 knows no user {user}.',
    hint: 'Give the sign-in name (name@domain) or the object id, as the Microsoft 365 admin centre shows it.',
    status: 404,
    retry: 'never',
  },
  HF_NO_DRIVE: {
    message: '{user} has no OneDrive: {reason}.',
    hint: 'A OneDrive comes into being when its owner opens it for the first time, and needs a licence. It is looked for again later.',
    status: 404,
    retry: 'later',
  },
  HF_ACCESS_DENIED: {
    message: 'Microsoft denies access: {reason}.',
    hint: 'Check that the application has the permission {permission}, as an application permission and with the administrator’s consent.',
    status: 403,
    retry: 'never',
  },
  HF_ITEM_GONE: {
    message: 'The item is no longer in the drive.',
    hint: 'It was deleted or moved away meanwhile; the next run takes that into account.',
    status: 404,
    retry: 'later',
  },
  HF_ITEM_LOCKED: {
    message: 'The item is locked: someone has it open or checked out, or the site is locked.',
    hint: AGAIN,
    status: 423,
    retry: 'later',
  },
  HF_MALWARE: {
    message: 'Microsoft found malware in the file and does not hand it out.',
    hint: 'Clean or delete the file in OneDrive. Its last good content stays in the backup.',
    status: 422,
    retry: 'later',
  },
  HF_DOWNLOAD_REFUSED: {
    message: 'Microsoft refuses the download: {reason}.',
    hint: 'A policy, a label or rights management protects the file. Its last good content stays in the backup.',
    status: 403,
    retry: 'later',
  },
  HF_DOWNLOAD_INCOMPLETE: {
    message: 'The download broke off again and again: {reason}.',
    hint: AGAIN,
    status: 502,
    retry: 'later',
  },
  HF_THROTTLED: {
    message: 'Microsoft asks to slow down, and did so {attempts} times for this request.',
    hint: `${AGAIN} “holdfast budget” shows what was used; other programs with the same application use up the same budget.`,
    status: 429,
    retry: 'later',
  },
  HF_GRAPH_UNAVAILABLE: {
    message: 'Microsoft’s service failed: status {status}, {reason}.',
    hint: AGAIN,
    status: 502,
    retry: 'later',
  },
  HF_GRAPH_UNREACHABLE: {
    message: 'Microsoft’s service cannot be reached: {reason}.',
    hint: 'Check network, proxy and name resolution; for a private certificate authority give --ca-file.',
    status: 502,
    retry: 'later',
  },
  HF_GRAPH_REFUSED: {
    message: 'Microsoft refused a request: status {status}, {reason}.',
    hint: 'If this happens again, please report it with this message.',
    status: 502,
    retry: 'never',
  },
  HF_DELTA_RESET: {
    message: 'Microsoft has dropped the record of what changed since the last run.',
    hint: 'The drive is listed anew; content in the vault is not fetched again.',
    status: 410,
    retry: 'now',
  },
  HF_DELTA_LOOP: {
    message: 'Microsoft sends the same page of changes again and again.',
    hint: `A fault on Microsoft’s side. ${AGAIN}`,
    status: 502,
    retry: 'later',
  },
  HF_NAME_CONFLICT: {
    message: 'An item of this name is there already.',
    hint: 'Say what to do with existing files: --conflict skip, replace or keep-both.',
    status: 409,
    retry: 'never',
  },
  HF_NAME_INVALID: {
    message: 'OneDrive does not take this name or path: {reason}.',
    hint: 'Restore it under another name, to a folder nearer to the root, or to a local directory.',
    status: 422,
    retry: 'never',
  },
  HF_QUOTA_EXCEEDED: {
    message: 'The OneDrive is full.',
    hint: 'Free some space or raise the owner’s quota, then run the restore again: it goes on where it stopped.',
    status: 507,
    retry: 'never',
  },
  HF_CHANGED_MEANWHILE: {
    message: 'The item was changed by someone else at the same time.',
    hint: 'Run the restore again; it compares anew.',
    status: 412,
    retry: 'now',
  },
  HF_UPLOAD_FAILED: {
    message: 'The upload did not come to an end: {reason}.',
    hint: 'Run the restore again; what is complete is not sent twice.',
    status: 502,
    retry: 'now',
  },
})
