import type { Drive } from '../model/drive.ts'
import type { Item, ItemPermission } from '../model/item.ts'

/** A permission on its own item, or on one below that inherits it. */
export interface AppliedPermission {
  readonly permission: ItemPermission
  readonly inherited: boolean
}

/** Everything that applies to an item: the owner's, its own, and what it inherits. */
export function applyingPermissions(drive: Drive, item: Item): AppliedPermission[] {
  const owner: ItemPermission = { id: 'owner', roles: ['owner'], grantedTo: drive.ownerIdentity }
  const found = [{ permission: owner, inherited: item.parent !== undefined }]
  for (let at: Item | undefined = item; at; at = at.parent) {
    for (const permission of at.permissions ?? []) found.push({ permission, inherited: at !== item })
  }
  return found
}

export function permissionJson({ permission, inherited }: AppliedPermission): object {
  const { id, roles, link, grantedTo, grantedToIdentities, expirationDateTime, hasPassword } = permission
  return {
    id,
    roles,
    ...(grantedTo && { grantedToV2: { user: grantedTo, siteUser: grantedTo } }),
    ...(link && { link: { ...link, preventsDownload: link.preventsDownload ?? false }, shareId: `u!${id}` }),
    ...(grantedToIdentities && {
      grantedToIdentitiesV2: grantedToIdentities.map((user) => ({ user, siteUser: user })),
    }),
    ...(expirationDateTime && { expirationDateTime }),
    hasPassword: hasPassword ?? false,
    // Present, and often empty, means inherited; absent means set here.
    ...(inherited && { inheritedFrom: {} }),
  }
}
