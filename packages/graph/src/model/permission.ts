/** A permission of an item as Microsoft tells it; kept whole, since a restore may need any part of it. */
export interface Permission {
  readonly id?: string
  readonly roles?: readonly string[]
  readonly link?: { readonly type?: string; readonly scope?: string; readonly webUrl?: string }
  readonly grantedToV2?: object
  readonly grantedToIdentitiesV2?: readonly object[]
  readonly inheritedFrom?: object
  readonly expirationDateTime?: string
  readonly hasPassword?: boolean
}

/** A version of a file that OneDrive keeps; the first of a list is the current one. */
export interface Version {
  readonly id: string
  readonly size?: number
  readonly lastModifiedDateTime?: string
}
