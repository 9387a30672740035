/** What a process is to do that may be killed on the way. */
export interface ChaosJob {
  readonly kind: JobKind
  readonly baseUrl: string
  readonly token: string
  readonly driveId: string
  readonly vault: string
  readonly password: string
  /** `prune`: snapshots that are kept. */
  readonly keepLast?: number
  /** `restore to directory`: where to. `restore to drive`: id of the drive that receives the files. */
  readonly target?: string
  /** The moment at which the process kills itself, counted from 1; none when it is to come to its end. */
  readonly dieAt?: number
  /** Which moments count. */
  readonly family: EventFamily
  /** Save a checkpoint at every opportunity. */
  readonly checkpoints: boolean
}

/** Changes in the vault, or what passes between us and Microsoft Graph. */
export type EventFamily = 'storage' | 'graph'

export const JOB_KINDS = ['backup', 'prune', 'restore to drive', 'restore to directory'] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** What a process says: where it is about to die, or how it came to its end. */
export type ChaosReport =
  | { readonly kind: 'dying'; readonly at: string }
  | {
      readonly kind: 'done'
      /** Moments at which it could have been killed. */
      readonly events: number
      readonly snapshotId?: string
      readonly downloads?: number
    }
  | { readonly kind: 'failed'; readonly error: string }
