/** The part of Microsoft's `driveItem` that Holdfast uses (Graph documentation: resources/driveitem). */
export interface DriveItem {
  readonly id: string
  readonly name?: string
  readonly size?: number
  readonly eTag?: string
  readonly cTag?: string
  readonly createdDateTime?: string
  readonly lastModifiedDateTime?: string
  readonly parentReference?: { readonly driveId?: string; readonly id?: string; readonly path?: string }
  readonly fileSystemInfo?: { readonly createdDateTime?: string; readonly lastModifiedDateTime?: string }
  readonly file?: { readonly mimeType?: string; readonly hashes?: { readonly quickXorHash?: string } }
  readonly folder?: { readonly childCount?: number }
  readonly package?: { readonly type?: string }
  readonly root?: object
  readonly deleted?: { readonly state?: string }
  readonly malware?: object
  readonly shared?: object
  readonly remoteItem?: {
    readonly id?: string
    readonly name?: string
    readonly parentReference?: { readonly driveId?: string }
  }
  /** A pre-authenticated URL, good for about an hour. A secret for that time: it is never stored or logged. */
  readonly '@microsoft.graph.downloadUrl'?: string
}

/** What to ask for of an item. `deleted` must be named: a selection without it hides deletions. */
export const ITEM_FIELDS = [
  'id',
  'name',
  'size',
  'eTag',
  'cTag',
  'createdDateTime',
  'lastModifiedDateTime',
  'parentReference',
  'fileSystemInfo',
  'file',
  'folder',
  'package',
  'root',
  'deleted',
  'malware',
  'shared',
  'remoteItem',
  '@microsoft.graph.downloadUrl',
].join(',')

/** One page of a delta: exactly one of the links is there. */
export interface DeltaPage {
  readonly items: readonly DriveItem[]
  readonly nextLink?: string
  readonly deltaLink?: string
  /** The pages of this round tell of everything there is, whatever link they came by: what is not among it is gone. */
  readonly whole?: true
}
