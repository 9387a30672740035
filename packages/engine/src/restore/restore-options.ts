import type { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'

/** What to do with a file that exists at the target and differs. An identical one is always left as it is. */
export type ConflictRule =
  /** Keep the target's file. */
  | 'skip'
  /** Put the snapshot's file in its place (in a drive: as a new version). */
  | 'replace'
  /** Put the snapshot's file beside it under another name. */
  | 'keep-both'
  /** Report it as a failure; all other files are restored. */
  | 'fail'

export interface RestoreOptions {
  readonly snapshot: OpenedSnapshot
  /** Paths below the drive's root (`Documents/Plans`, a file or a folder); everything when empty. */
  readonly include?: readonly string[]
  /** Also the files in quarantine, which are malware: to a local folder or a ZIP only, in a folder of their own. */
  readonly quarantined?: boolean
  readonly conflict?: ConflictRule
  /** Only find out what would happen. */
  readonly dryRun?: boolean
  /** Files at the same time (default 4). */
  readonly concurrency?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: RestoreProgress) => void
  /** Told of each file in whose place another one is, before the rule is followed. */
  readonly onConflict?: (path: string) => void
}

export interface RestoreProgress {
  readonly files: number
  readonly filesTotal: number
  readonly bytes: number
  readonly bytesTotal: number
  readonly failed: number
}

export interface RestoreFailure {
  readonly path: string
  readonly code: string
  readonly message: string
}

export interface RestoreResult {
  readonly dryRun: boolean
  /** Files written (with --dry-run: that would be). */
  readonly restored: number
  /** Bytes of those. */
  readonly bytes: number
  readonly folders: number
  /** Files that were there already, the same to the byte. */
  readonly identical: number
  /** Files left alone because another one is there (`skip`). */
  readonly skipped: number
  /** Of the restored: put in the place of another file, or beside it. */
  readonly replaced: number
  readonly keptBoth: number
  readonly failures: readonly RestoreFailure[]
}
