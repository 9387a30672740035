/** What a run saw happen to a drive's files, for whoever compares it with what usually happens. Numbers of files; a first
 * backup, before which nothing is known, tells of none. */
export interface ChangeSignals {
  readonly created: number
  /** With new content, a new name or in a new place. */
  readonly modified: number
  readonly deleted: number
  /** Whose new content looks encrypted. */
  readonly encrypted: number
}

export const NO_CHANGES: ChangeSignals = { created: 0, modified: 0, deleted: 0, encrypted: 0 }
