import { z } from 'zod'
import type { Row } from '../../database/tables.ts'
import { principalName } from '../add-person.ts'
import { peopleErrors } from '../errors.ts'

/** SCIM 2.0 (RFC 7643, section 4): the resource and its extension, as far as Holdfast has a use for them. */
export const SCIM_USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const SCIM_ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** What a provisioning client says of a person. */
export interface ScimPerson {
  readonly externalId: string | null
  readonly userName: string
  readonly displayName: string
  readonly email: string | null
  readonly active: boolean
  readonly givenName: string | null
  readonly familyName: string | null
  readonly title: string | null
  readonly department: string | null
}

const text = z.string().trim().max(256).nullish()

/** Some clients send words for truth values. */
export const scimBoolean = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((word) => word.toLowerCase() === 'true'),
])

export const scimEmails = z.array(
  z.looseObject({ value: text, type: text, primary: scimBoolean.nullish() }).nullable(),
)

/** A user as clients send it; what is not listed is not looked at. */
export const scimUserInput = z.looseObject({
  userName: z.string().trim().min(1).max(320),
  externalId: text,
  displayName: text,
  name: z.looseObject({ formatted: text, givenName: text, familyName: text }).nullish(),
  emails: scimEmails.nullish(),
  active: scimBoolean.nullish(),
  title: text,
  [SCIM_ENTERPRISE_USER]: z.looseObject({ department: text }).nullish(),
})

/** Characters that names must not have here: each becomes `_`. */
export function safeName(name: string): string {
  return name.replace(/[?*/\\<>]/g, '_')
}

/**
 * Reads a user resource. Names of attributes are taken without regard to case; `activeNow` stands where the resource does
 * not say whether the person is active. Raises HF_SCIM_INVALID.
 */
export function fromScimUser(resource: unknown, activeNow = true): ScimPerson {
  const parsed = scimUserInput.safeParse(canonical(resource))
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw peopleErrors.HF_SCIM_INVALID({ reason: reasons.join('; '), scimType: 'invalidValue' })
  }
  const { userName, externalId, displayName, name, emails, active, title } = parsed.data
  const both = [name?.givenName, name?.familyName].filter(Boolean).join(' ')
  return checked({
    externalId: externalId || null,
    userName,
    displayName: displayName || name?.formatted || both || userName,
    email: mainEmail(emails ?? []),
    active: active ?? activeNow,
    givenName: name?.givenName || null,
    familyName: name?.familyName || null,
    title: title || null,
    department: parsed.data[SCIM_ENTERPRISE_USER]?.department || null,
  })
}

/** A person with safe names. Raises HF_SCIM_INVALID where the sign-in name is none. */
export function checked(person: ScimPerson): ScimPerson {
  const userName = safeName(person.userName)
  if (!principalName.safeParse(userName).success) {
    const reason = 'userName: a sign-in name (name@domain)'
    throw peopleErrors.HF_SCIM_INVALID({ reason, scimType: 'invalidValue' })
  }
  return { ...person, userName, displayName: safeName(person.displayName) }
}

/** The primary address, else the one at work, else the first. */
export function mainEmail(emails: z.output<typeof scimEmails>): string | null {
  const main =
    emails.find((email) => email?.primary) ??
    emails.find((email) => email?.type?.toLowerCase() === 'work') ??
    emails[0]
  return main?.value || null
}

/** What a provisioning client said of a person, or would have: the same words in its form. */
export function scimPersonOf(person: Row<'person'>): ScimPerson {
  const { givenName, familyName, title, department } = person.attributes.scim ?? {}
  return {
    externalId: person.externalId,
    userName: person.principalName,
    displayName: person.displayName,
    email: person.email,
    active: person.state === 'active',
    givenName: givenName ?? null,
    familyName: familyName ?? null,
    title: title ?? null,
    department: department ?? null,
  }
}

/** A person as a user resource. `base` is the address of the users, `https://…/scim/v2/Users`. */
export function toScimUser(person: Row<'person'>, base = ''): Record<string, unknown> {
  const { externalId, userName, displayName, email, active, ...more } = scimPersonOf(person)
  const { givenName, familyName, title, department } = more
  return {
    schemas: [SCIM_USER, ...(department ? [SCIM_ENTERPRISE_USER] : [])],
    id: person.id,
    ...(externalId && { externalId }),
    userName,
    displayName,
    name: {
      formatted: displayName,
      ...(givenName && { givenName }),
      ...(familyName && { familyName }),
    },
    ...(email && { emails: [{ value: email, type: 'work', primary: true }] }),
    active,
    ...(title && { title }),
    ...(department && { [SCIM_ENTERPRISE_USER]: { department } }),
    meta: {
      resourceType: 'User',
      created: person.createdAt.toISOString(),
      lastModified: person.updatedAt.toISOString(),
      version: `W/"${person.version}"`,
      ...(base && { location: `${base}/${person.id}` }),
    },
  }
}

const NAMES = [...Object.keys(scimUserInput.shape), 'givenName', 'familyName', 'formatted', 'department'].map(
  (name) => [name.toLowerCase(), name] as const,
)

/** The names of attributes as the schema spells them. */
function canonical(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(canonical)
  const known = new Map(NAMES)
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      known.get(name.toLowerCase()) ?? name.toLowerCase(),
      canonical(entry),
    ]),
  )
}
