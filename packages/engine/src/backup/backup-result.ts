import type { ChangeSignals } from '../signals/change-signals.ts'
import type { Completeness, DriveCounts } from '../snapshot/drive-state.ts'
import type { Failure } from './failure-ledger.ts'

/** A file whose present content is not in the snapshot, with its place in the drive. */
export interface FailedFile extends Failure {
  readonly path: string
}

/** What a run did. */
export interface BackupResult {
  /** `unchanged`: the newest snapshot is still what the drive is; none was added. */
  readonly outcome: 'saved' | 'saved-with-errors' | 'unchanged'
  /** The snapshot that shows the drive as of now. */
  readonly snapshotId: string
  /** When the drive was known to be as that snapshot shows it, RFC 3339. */
  readonly verifiedAt: string
  readonly enumerated: boolean
  readonly counts: DriveCounts
  readonly changes: {
    readonly added: number
    readonly changed: number
    readonly deleted: number
    /** Files whose content was fetched. */
    readonly fetched: number
    /** Files whose content an earlier run fetched that did not come to its end. */
    readonly resumed: number
    readonly directoriesWritten: number
  }
  readonly signals: ChangeSignals
  readonly bytes: {
    /** Received from Microsoft. */
    readonly downloaded: number
    /** New in the repository, before and after compression and encryption. */
    readonly added: number
    readonly stored: number
  }
  readonly completeness: Completeness
  readonly failures: readonly FailedFile[]
  /** Files marked as malware whose content is in the snapshot's quarantine. */
  readonly quarantined: number
  /** What the administrator should know, though nothing is lost: sharing that could not be read, findings. */
  readonly warnings: readonly string[]
  readonly seconds: number
}

/** How far a run is. */
export interface BackupProgress {
  readonly phase: 'opening' | 'listing' | 'fetching' | 'writing'
  /** Entries that Microsoft listed so far. */
  readonly listed: number
  readonly files: number
  readonly filesTotal: number
  readonly bytes: number
  readonly bytesTotal: number
  readonly failed: number
  /** From `fetching` on: the vault has no snapshot yet. */
  readonly first: boolean
}
