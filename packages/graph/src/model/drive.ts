/** A OneDrive (Graph documentation: resources/drive). */
export interface Drive {
  readonly id: string
  readonly name?: string
  readonly driveType?: string
  readonly webUrl?: string
  readonly owner?: {
    readonly user?: { readonly id?: string; readonly displayName?: string; readonly email?: string }
  }
  /** Advisory: may be absent or lag behind. */
  readonly quota?: {
    readonly total?: number
    readonly used?: number
    /** Bytes in the recycle bin. */
    readonly deleted?: number
    readonly fileCount?: number
    readonly state?: string
  }
}

/** The drive of a user, or why there is none: normal for many people, and no failure of a run. */
export type DriveLookup =
  | { readonly state: 'found'; readonly drive: Drive }
  | { readonly state: 'none' | 'locked' | 'inaccessible' | 'unlicensed'; readonly reason: string }

export interface User {
  readonly id: string
  readonly displayName?: string
  readonly userPrincipalName?: string
  readonly mail?: string
  readonly accountEnabled?: boolean
  readonly userType?: string
}
