import type { Content } from './content.ts'

export interface Identity {
  readonly displayName: string
  readonly id?: string
  readonly email?: string
}

/** An earlier state of a file's content. */
export interface ItemVersion {
  readonly number: number
  readonly content: Content
  /** Milliseconds since 1970. */
  readonly modified: number
  readonly modifiedBy: Identity
}

/** A permission set on an item itself; inherited ones are worked out. */
export interface ItemPermission {
  id: string
  roles: string[]
  link?: {
    type: string
    scope: 'anonymous' | 'organization' | 'users'
    webUrl: string
    preventsDownload?: boolean
  }
  grantedTo?: Identity
  grantedToIdentities?: Identity[]
  expirationDateTime?: string
  hasPassword?: boolean
}

/** A pointer to an item of another drive. */
export interface RemoteTarget {
  readonly driveId: string
  readonly id: string
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly size: number
}

/** One item of a drive. Times are milliseconds since 1970. A million of them must fit: rare parts are optional. */
export interface Item {
  readonly id: string
  name: string
  parent: Item | undefined
  /** Folders: by lower-case name. */
  readonly children?: Map<string, Item>
  /** Bytes; of a folder, of everything below it. */
  size: number
  content?: Content
  mimeType?: string
  /** `oneNote`, with or without the folder facet beside it. */
  package?: { readonly type: string; readonly bare: boolean }
  remote?: RemoteTarget
  malware?: boolean
  created: number
  modified: number
  /** fileSystemInfo: what clients may set. */
  fileCreated: number
  fileModified: number
  createdBy: Identity
  modifiedBy: Identity
  /** Counters behind eTag and cTag. */
  etag: number
  ctag: number
  /** Number of the drive's change that touched it last. */
  seq: number
  description?: string
  versions?: ItemVersion[]
  permissions?: ItemPermission[]
  checkedOutBy?: string
}

/** What is left of a deleted item. */
export interface Tombstone {
  readonly id: string
  readonly parentId: string | undefined
  readonly folder: boolean
  readonly seq: number
}
