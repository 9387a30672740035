import type { Item } from './item.ts'

/**
 * Whether the drive says something new. Delta answers repeat the ancestors of everything that changed,
 * so an item that appears there is not a changed item.
 */
export function itemChanged(before: Item | undefined, after: Item): boolean {
  if (!before) return true
  return (
    before.name !== after.name ||
    before.parent !== after.parent ||
    before.kind !== after.kind ||
    before.size !== after.size ||
    before.hash !== after.hash ||
    before.etag !== after.etag ||
    before.created !== after.created ||
    before.modified !== after.modified ||
    before.shared !== after.shared ||
    before.malware !== after.malware ||
    before.target?.id !== after.target?.id
  )
}

/**
 * Whether the content in the vault is not that of the file now. The hash decides; without one (OneNote sections,
 * some old files) size, cTag and at last eTag do. A cTag counts only when both sides have one: delta answers omit it.
 */
export function contentOutdated(item: Item): boolean {
  const stored = item.stored
  if (!stored) return true
  if (stored.etag !== undefined && stored.etag === item.etag) return false
  const listed = stored.listed ?? stored
  if (item.hash !== undefined && listed.hash !== undefined) return item.hash !== listed.hash
  if (item.size !== listed.size) return true
  if (item.ctag !== undefined && stored.ctag !== undefined) return item.ctag !== stored.ctag
  return true
}
