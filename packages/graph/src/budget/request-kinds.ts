/**
 * What a request costs, in SharePoint's resource units ("How to avoid getting throttled or blocked in SharePoint
 * Online", Microsoft, SharePoint/sp-dev-docs).
 */
export const UNITS = {
  /** One item, a delta with a token, a download. */
  item: 1,
  delta: 1,
  download: 1,
  /** Several items, a delta from the beginning, a write. */
  list: 2,
  enumeration: 2,
  write: 2,
  permissions: 5,
  /** Users and groups are counted by another service. */
  directory: 0,
  /** Bytes of an upload session: only its beginning is charged. */
  transfer: 0,
} as const

export type RequestKind = keyof typeof UNITS

/** A share of the budget is kept for restores: a backup may not use it. */
export type Purpose = 'backup' | 'restore'
