import type { Id } from '@holdfast/repository'

/** What an item of a drive is to a backup. */
export type ItemKind =
  | 'root'
  | 'file'
  | 'folder'
  /** A OneNote notebook: a folder of sections, kept under `OneNoteFolder` in the snapshot. */
  | 'notebook'
  /** A pointer to an item in another drive ("Add shortcut to OneDrive"): recorded, never followed. */
  | 'shortcut'

/** The content of a file as the vault holds it, and the state of the file it was taken from. */
export interface StoredContent {
  readonly blobs: readonly Id[]
  readonly size: number
  /** QuickXorHash of the bytes received, base64. */
  readonly hash: string
  readonly etag?: string
  readonly ctag?: string
  /** The file's own modification time when the content was taken. */
  readonly modified: string
  /** What the drive listed at that time, where it names another size or hash than the bytes it serves (rewritten Office files, live photos). */
  readonly listed?: { readonly size: number; readonly hash?: string }
}

/**
 * One row of the item table: what the drive says about the item now, and what the vault holds of it.
 * `items.jsonl` in each snapshot has one such object a line, sorted by id.
 */
export interface Item {
  readonly id: string
  /** Id of the parent folder; absent on the root only. */
  readonly parent?: string
  readonly name: string
  readonly kind: ItemKind
  /** Bytes, files only. */
  readonly size?: number
  /** QuickXorHash as the drive lists it, files only; OneNote files and some others have none. */
  readonly hash?: string
  readonly etag?: string
  readonly ctag?: string
  /** `fileSystemInfo`, RFC 3339. */
  readonly created: string
  readonly modified: string
  readonly mime?: string
  readonly shared?: true
  readonly malware?: true
  /** Where a shortcut points. */
  readonly target?: { readonly driveId: string; readonly id: string }
  /** Why the item is left out by a rule, for instance `extension .tmp`. */
  readonly excluded?: string
  /** Files: the newest content that is in the vault. */
  readonly stored?: StoredContent
  /** Folders and notebooks: the tree blob of the directory as of this snapshot. */
  readonly tree?: Id
}

export function isContainer(item: Pick<Item, 'kind'>): boolean {
  return item.kind === 'folder' || item.kind === 'notebook' || item.kind === 'root'
}
