/**
 * A person as the directory's record of changes tells of them (Graph documentation: resources/user). What was never set
 * is not there; of somebody who changed, what did not change may be missing.
 */
export interface DirectoryUser {
  readonly id: string
  readonly displayName?: string | null
  readonly userPrincipalName?: string | null
  readonly mail?: string | null
  readonly accountEnabled?: boolean | null
  /** `Member` or `Guest`. */
  readonly userType?: string | null
  readonly department?: string | null
  readonly jobTitle?: string | null
  readonly companyName?: string | null
  readonly officeLocation?: string | null
  readonly country?: string | null
  readonly usageLocation?: string | null
}

/** Somebody who was added or changed, or who was removed: `changed` can be restored for 30 days, `deleted` cannot. */
export type DirectoryChange = DirectoryUser & {
  readonly '@removed'?: { readonly reason?: 'changed' | 'deleted' }
}

/** One page of the directory's changes: exactly one of the links is there. */
export interface DirectoryPage {
  readonly users: readonly DirectoryChange[]
  readonly nextLink?: string
  readonly deltaLink?: string
}

export const DIRECTORY_FIELDS = [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
  'accountEnabled',
  'userType',
  'department',
  'jobTitle',
  'companyName',
  'officeLocation',
  'country',
  'usageLocation',
].join(',')
