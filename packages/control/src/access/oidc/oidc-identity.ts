import { isPlain } from '../plain-text.ts'
import type { OidcSettings } from './oidc-settings.ts'

export type Claims = Readonly<Record<string, unknown>>

/** Who somebody is, by the word of the organisation's provider. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly tenantId?: string
  /** Microsoft's object id of the person. */
  readonly objectId?: string
  readonly principalName?: string
  readonly email?: string
  readonly name?: string
  /** Values of the claim that roles are read from. */
  readonly values: readonly string[]
}

/** What the claims say. An address in them is told, but never believed: whoever it is, is known by the ids. */
export function identityOf(claims: Claims, claim: string): Identity {
  const principalName = text(claims.upn) ?? text(claims.preferred_username)
  return {
    issuer: String(claims.iss),
    subject: text(claims.sub) ?? '',
    ...optional('tenantId', text(claims.tid)),
    ...optional('objectId', text(claims.oid)),
    ...optional('principalName', principalName),
    ...optional('email', text(claims.email)),
    ...optional('name', text(claims.name)),
    values: valuesOf(claims, claim),
  }
}

/** Whether something that decides is left to the provider's further word (its UserInfo). */
export function lacksClaims(claims: Claims, { claim, roles }: OidcSettings): boolean {
  const { principalName, values } = identityOf(claims, claim)
  return principalName === undefined || (roles.length > 0 && values.length === 0)
}

/** The role that the first fitting mapping gives. */
export function mappedRole(
  { values }: Identity,
  { roles }: Pick<OidcSettings, 'roles'>,
): OidcSettings['roles'][number] | undefined {
  return roles.find(({ value }) => values.includes(value))
}

function valuesOf(claims: Claims, claim: string): readonly string[] {
  const found = Object.hasOwn(claims, claim) ? claims[claim] : follow(claims, claim.split('.'))
  const values = Array.isArray(found) ? found : [found]
  return values.filter((value): value is string => typeof value === 'string')
}

function follow(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Claims)[key] : undefined,
    value,
  )
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 320 && isPlain(value)
    ? value
    : undefined
}

function optional<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string })
}
