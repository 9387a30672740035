import type { Drive } from '@holdfast/graph'

/** The name of the directory that holds the drive's files, at the top of each snapshot. */
export const FILES_DIRECTORY = 'OneDrive'

/** The name of the directory that holds what a restic node cannot. */
export const METADATA_DIRECTORY = '.holdfast'

/** The files in the metadata directory. */
export const METADATA_FILES = {
  drive: 'drive.json',
  items: 'items.jsonl',
  permissions: 'permissions.jsonl',
  versions: 'versions.jsonl',
  failures: 'failures.jsonl',
  /** There only where something is in quarantine. */
  quarantine: 'quarantine.jsonl',
} as const

/** The directory in the metadata directory that holds the content of files marked as malware, by item id. */
export const QUARANTINE_DIRECTORY = 'quarantine'

/** `drive.json`: whose drive it is, where the next run goes on, and how complete this snapshot is. */
export interface DriveState {
  readonly formatVersion: 1
  readonly driveId: string
  readonly driveName?: string
  readonly webUrl?: string
  readonly owner: { readonly id?: string; readonly name?: string; readonly principal?: string }
  /** Whom the backup was made for, where whoever made it knew; absent in snapshots of earlier versions. */
  readonly person?: {
    /** Microsoft's object id. */
    readonly directoryId?: string
    readonly principalName: string
    readonly displayName: string
  }
  /** Where the next delta goes on. Holds a token, no secret: it is worth nothing without a sign-in. */
  readonly deltaLink: string
  /** When the whole drive was last listed from the beginning. */
  readonly enumeratedAt: string
  readonly takenAt: string
  /** Of the rules in force; other rules mean another selection. */
  readonly exclusions: string
  readonly counts: DriveCounts
  readonly completeness: Completeness
  /** Folders that say they hold another number of items than the listing; absent in snapshots of earlier versions. */
  readonly folderCounts?: FolderCounts
}

export interface FolderCounts {
  /** Found by this run: the next one lists the whole drive anew. */
  readonly suspected: readonly FolderGap[]
  /** Still so after that. */
  readonly accepted: readonly FolderGap[]
}

export interface FolderGap {
  readonly id: string
  /** Items in the folder, by its own count. */
  readonly counted: number
  /** Items in the folder, as listed. */
  readonly listed: number
}

export interface DriveCounts {
  readonly files: number
  readonly folders: number
  readonly notebooks: number
  readonly shortcuts: number
  readonly excluded: number
  readonly failed: number
  /** Bytes of the files in this snapshot. */
  readonly bytes: number
}

/** The listing against the drive's own count of itself. */
export interface Completeness {
  readonly listedFiles: number
  readonly listedBytes: number
  /** The drive's quota facet, where it is given: Microsoft calls it advisory, it may lag and count versions. */
  readonly quotaFiles?: number
  readonly quotaBytes?: number
  /** What is in the drive but not in this snapshot, with its reason (excluded, failed). */
  readonly leftOutFiles: number
  readonly leftOutBytes: number
  /** Of those: by a rule, and by a failure without any earlier content. Absent in snapshots of earlier versions. */
  readonly excludedFiles?: number
  readonly failedFiles?: number
  /** What no reason explains; empty when all is well. */
  readonly findings: readonly string[]
}

/** The part of a state that says whose drive it is. */
export function describeDrive(
  drive: Drive,
  principal: string | undefined,
): Pick<DriveState, 'formatVersion' | 'driveId' | 'driveName' | 'webUrl' | 'owner'> {
  const { id, name, webUrl } = drive
  const user = drive.owner?.user
  return {
    formatVersion: 1,
    driveId: id,
    ...(name !== undefined && { driveName: name }),
    ...(webUrl !== undefined && { webUrl }),
    owner: {
      ...(user?.id !== undefined && { id: user.id }),
      ...(user?.displayName !== undefined && { name: user.displayName }),
      ...(principal !== undefined && { principal }),
    },
  }
}
