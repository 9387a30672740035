import type { DriveItem } from '@holdfast/graph'
import type { Item, ItemKind } from './item.ts'

const NEVER = '1970-01-01T00:00:00Z'

/**
 * The row for what the drive says of an item. What the vault holds of it (`previous.stored`, `tree`, `excluded`) is kept.
 * Folders carry no eTag and no size: both change with everything below them and would make every ancestor look changed.
 */
export function driveItemToItem(source: DriveItem, previous?: Item): Item {
  const kind = kindOf(source)
  const file = kind === 'file'
  const parent = kind === 'root' ? undefined : (source.parentReference?.id ?? previous?.parent)
  const created =
    source.fileSystemInfo?.createdDateTime ?? source.createdDateTime ?? previous?.created ?? NEVER
  const modified =
    source.fileSystemInfo?.lastModifiedDateTime ??
    source.lastModifiedDateTime ??
    previous?.modified ??
    created
  const ctag = source.cTag ?? (source.eTag === previous?.etag ? previous?.ctag : undefined)
  const remote = source.remoteItem
  return {
    id: source.id,
    ...(parent !== undefined && { parent }),
    name: source.name ?? previous?.name ?? source.id,
    kind,
    ...(file && { size: source.size ?? 0 }),
    ...(file && source.file?.hashes?.quickXorHash && { hash: source.file.hashes.quickXorHash }),
    ...(file && source.eTag && { etag: source.eTag }),
    ...(file && ctag && { ctag }),
    created,
    modified,
    ...(file && source.file?.mimeType && { mime: source.file.mimeType }),
    ...(isShared(source) && { shared: true as const }),
    ...(source.malware && { malware: true as const }),
    ...(remote?.id &&
      remote.parentReference?.driveId && {
        target: { driveId: remote.parentReference.driveId, id: remote.id },
      }),
    ...(previous?.excluded && { excluded: previous.excluded }),
    ...(file && previous?.stored && { stored: previous.stored }),
    ...(!file && previous?.tree && { tree: previous.tree }),
  }
}

function kindOf(source: DriveItem): ItemKind {
  if (source.root) return 'root'
  if (source.remoteItem) return 'shortcut'
  // A notebook has the package facet, with or without the folder facet beside it; its sections are listed like files.
  if (source.package) return source.package.type?.toLowerCase() === 'onenote' ? 'notebook' : 'folder'
  return source.folder ? 'folder' : 'file'
}

/** An empty `shared` facet marks an item of unique permissions without any sharing: nothing to fetch there. */
function isShared(source: DriveItem): boolean {
  return source.shared !== undefined && source.shared !== null && Object.keys(source.shared).length > 0
}
