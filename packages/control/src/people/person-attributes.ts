/** What is known of a person beyond the columns, kept apart by who said it. */
export interface PersonAttributes {
  /** The directory's words when it was last read: what differs from them was changed there meanwhile. */
  readonly directory?: DirectoryAttributes
  /** The provisioning client's words. */
  readonly scim?: ScimAttributes
}

export interface DirectoryAttributes {
  readonly displayName: string | null
  readonly mail: string | null
  readonly userType: string | null
  readonly department: string | null
  readonly jobTitle: string | null
  readonly companyName: string | null
  readonly officeLocation: string | null
  readonly country: string | null
  readonly usageLocation: string | null
}

export interface ScimAttributes {
  readonly givenName?: string
  readonly familyName?: string
  readonly title?: string
  readonly department?: string
}
