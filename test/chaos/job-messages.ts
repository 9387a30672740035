/** What a process is to do that may be killed on the way. */
export interface ChaosJob {
  readonly kind: JobKind
  readonly baseUrl: string
  readonly token: string
  readonly driveId: string
  readonly vault: string
  readonly password: string
  /** `prune`: snapshots that are kept. */
  readonly keepLast: number
  /** `restore to drive`: id of the drive that receives the files. */
  readonly targetDriveId?: string
  /** `restore to directory`: the folder that receives the files. */
  readonly folder?: string
  /** The moment at which the process kills itself, the first or a later one of its name; none when it is to come to its end. */
  readonly dieAt?: { readonly moment: string; readonly occurrence: number }
  /** Save a checkpoint at every opportunity. */
  readonly checkpoints: boolean
}

export const JOB_KINDS = ['backup', 'prune', 'restore to drive', 'restore to directory'] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** What a process says: where it is about to die, or how it came to its end. */
export type ChaosReport =
  | { readonly kind: 'dying'; readonly at: string }
  | {
      readonly kind: 'done'
      /** Moments at which it could have been killed, and how often each came. */
      readonly moments: Readonly<Record<string, number>>
      /** Files downloaded. */
      readonly downloads: number
    }
  | { readonly kind: 'failed'; readonly error: string }
