/** Where a file goes: a name in a folder, or the place of an existing item. */
export type UploadTarget = { readonly parentId: string; readonly name: string } | { readonly itemId: string }

/** A target's place in Graph. */
export interface UploadAddress {
  /** For the item itself. */
  readonly item: string
  /** For what is done with it: `${action}/content`. */
  readonly action: string
  /** All items of the drive. */
  readonly items: string
  readonly target: UploadTarget
}

export function addressOf(driveId: string, target: UploadTarget): UploadAddress {
  const items = `/v1.0/drives/${encodeURIComponent(driveId)}/items`
  if ('itemId' in target) {
    const item = `${items}/${encodeURIComponent(target.itemId)}`
    return { item, action: item, items, target }
  }
  const item = `${items}/${encodeURIComponent(target.parentId)}:/${encodeURIComponent(target.name)}`
  return { item, action: `${item}:`, items, target }
}
