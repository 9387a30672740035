import { type Actor, accessErrors, controlErrors, may, type Permission } from '@holdfast/control'

/** Who may use a route. A word instead of a permission says why none is asked for. */
export type Access =
  | { readonly permission: Permission }
  /** One of them is enough; the rule behind the route looks which. */
  | { readonly anyOf: readonly [Permission, Permission, ...Permission[]] }
  /** Anybody who is signed in or has a token: what concerns oneself. */
  | { readonly session: string }
  /** The same, and whoever still owes the second factor. */
  | { readonly signingIn: string }
  | { readonly public: string }

export function isPublic(access: Access): access is { readonly public: string } {
  return 'public' in access
}

/** Raises HF_NOT_SIGNED_IN for nobody, HF_FORBIDDEN for somebody without the permission. */
export function requireAccess(access: Access, actor: Actor | undefined): void {
  if (isPublic(access)) return
  if (actor === undefined) throw accessErrors.HF_NOT_SIGNED_IN()
  if ('session' in access || 'signingIn' in access) return
  const permissions = permissionsOf(access)
  if (!permissions.some((permission) => may(actor, permission))) {
    throw controlErrors.HF_FORBIDDEN({ permission: permissions.join(' or ') })
  }
}

/** The permissions of which a route asks for one; none where it asks for no permission. */
export function permissionsOf(access: Access): readonly Permission[] {
  if ('permission' in access) return [access.permission]
  return 'anyOf' in access ? access.anyOf : []
}

/** Why a route asks for no permission; undefined where it asks for one. */
export function reasonOf(access: Access): string | undefined {
  if ('public' in access) return access.public
  if ('session' in access) return access.session
  return 'signingIn' in access ? access.signingIn : undefined
}
