import { graphError, type Reply } from '../http/route.ts'

/**
 * The answers that `/users/{id}/drive` gives when there is no drive to be had, as they were seen in the wild
 * (microsoftgraph/microsoft-graph-docs #2497 and #12216, alcionai/corso's error table and #3846).
 */
export const MISSING_DRIVE_REPLIES = {
  /** Never provisioned. */
  'mysite-not-found': graphError(404, 'ResourceNotFound', "User's mysite not found."),
  /** The same from an older stack. */
  'mysite-url': graphError(400, 'BadRequest', "Unable to retrieve user's mysite URL."),
  'mysite-url-unknown': graphError(400, 'UnknownError', "Unable to retrieve user's mysite URL."),
  /** The site was deleted a short time ago. */
  'file-not-found': {
    status: 404,
    headers: { 'Content-Type': 'text/html' },
    text: '<html><body>404 FILE NOT FOUND</body></html>',
  },
  /** A shared mailbox, or a person without a SharePoint plan. */
  'no-plan': graphError(403, 'UnknownError', ''),
  /** The whole tenant is without SharePoint. */
  'no-licence': graphError(400, 'BadRequest', 'Tenant does not have a SPO license.'),
  /** The site is locked by the administrator (NoAccess). */
  locked: graphError(423, 'notAllowed', 'The resource is locked.', 'resourceLocked'),
  /** Archived for want of a licence. */
  archived: graphError(403, 'accessDenied', 'Access denied', 'accessRestricted'),
} as const satisfies Record<string, Reply>

export type MissingDrive = keyof typeof MISSING_DRIVE_REPLIES

/** The reply for a spelling; the most common one when it is unknown. */
export function missingDriveReply(spelling: unknown): Reply {
  const replies: Readonly<Record<string, Reply>> = MISSING_DRIVE_REPLIES
  return replies[String(spelling)] ?? MISSING_DRIVE_REPLIES['mysite-not-found']
}
