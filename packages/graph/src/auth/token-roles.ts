/**
 * The application permissions that an access token carries; empty when none was consented to. Tokens are meant for
 * Microsoft's eyes and their form may change: undefined when it cannot be read. Good for advice, never for a decision.
 */
export function tokenRoles(token: string): readonly string[] | undefined {
  const [, payload, ...rest] = token.split('.')
  if (payload === undefined || rest.length !== 1) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    if (typeof claims !== 'object' || claims === null) return undefined
    const roles: unknown = 'roles' in claims ? claims.roles : []
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string').sort() : undefined
  } catch {
    return undefined
  }
}
