/** How bad: an `error` costs data, a `warning` may, a `hint` only costs space or speed. */
export type FindingLevel = 'error' | 'warning' | 'hint'

/** One thing that a check found. */
export interface Finding {
  readonly level: FindingLevel
  /** Stable name of the kind of finding, for programs. */
  readonly kind:
    | 'key-damaged'
    | 'lock-damaged'
    | 'config-damaged'
    | 'index-damaged'
    | 'pack-missing'
    | 'pack-size'
    | 'pack-damaged'
    | 'pack-unindexed'
    | 'pack-mixed'
    | 'pack-in-several-indexes'
    | 'blob-missing'
    | 'blob-damaged'
    | 'snapshot-damaged'
    | 'tree-damaged'
    | 'tree-invalid'
    | 'size-mismatch'
    | 'node-odd'
  readonly message: string
  /** The stored file, blob or path that it is about. */
  readonly subject: string
}

export interface CheckReport {
  readonly findings: readonly Finding[]
  readonly snapshots: number
  readonly packs: number
  readonly trees: number
  readonly blobs: number
  /** Bytes of packs read with `readData`. */
  readonly bytesRead: number
}
