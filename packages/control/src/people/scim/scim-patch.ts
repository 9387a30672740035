import { z } from 'zod'
import { peopleErrors } from '../errors.ts'
import {
  checked,
  mainEmail,
  SCIM_ENTERPRISE_USER,
  SCIM_USER,
  type ScimPerson,
  scimBoolean,
  scimEmails,
} from './scim-user.ts'

/** RFC 7644, section 3.5.2, as clients send it: names of operations in any case, values of truth as words. */
const patchInput = z.looseObject({
  Operations: z
    .array(
      z.looseObject({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(500).nullish(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
})

type Fields = { -readonly [Key in keyof ScimPerson]: ScimPerson[Key] }

const TEXTS = new Map<string, keyof Omit<Fields, 'active'>>([
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['displayname', 'displayName'],
  ['name.givenname', 'givenName'],
  ['name.familyname', 'familyName'],
  ['title', 'title'],
  ['department', 'department'],
])

/** Addresses that are the main one: the others are not looked at. */
const MAIN_EMAIL = /^emails(\[\s*(type\s+eq\s+"work"|primary\s+eq\s+"?true"?)\s*\])?(\.value)?$/
/** The shape of a path; what it names may be unknown here. */
const PATH = /^[a-z$][\w$.:-]*(\[[^\]]+\])?(\.[a-z$][\w$-]*)?$/i

/**
 * What a person is after a patch. Attributes that Holdfast has no use for are passed over. Raises HF_SCIM_INVALID for a
 * patch that is none, a path that cannot be read, a value of the wrong kind, and for taking the sign-in name away.
 */
export function applyScimPatch(person: ScimPerson, patch: unknown): ScimPerson {
  const parsed = patchInput.safeParse(patch)
  if (!parsed.success) throw invalid('not a list of operations', 'invalidSyntax')
  const fields: Fields = { ...person }
  for (const { op, path, value } of parsed.data.Operations) {
    if (path) set(fields, path, op === 'remove' ? null : value)
    else if (op === 'remove') throw invalid('a path is needed for removing', 'noTarget')
    else setAll(fields, '', value)
  }
  return checked(fields)
}

/** The attributes of an object, each as if it had come with its name as path. */
function setAll(fields: Fields, prefix: string, value: unknown): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw invalid('an operation without a path needs attributes as its value', 'invalidValue')
  for (const [name, entry] of Object.entries(value)) set(fields, `${prefix}${name}`, entry)
}

function set(fields: Fields, path: string, value: unknown): void {
  if (!PATH.test(path)) throw invalid(`the path “${path}” cannot be read`, 'invalidPath')
  const name = bareName(path)
  const field = name === undefined ? undefined : TEXTS.get(name)
  if (name === '') setAll(fields, `${SCIM_ENTERPRISE_USER}:`, value ?? { department: null })
  else if (name === 'name') setAll(fields, 'name.', value ?? { givenName: null, familyName: null })
  // Taken away, it is what it is by default.
  else if (name === 'active') fields.active = value === null ? true : read(scimBoolean, name, value)
  else if (name !== undefined && MAIN_EMAIL.test(name)) fields.email = readEmail(name, value)
  else if (name !== undefined && field) setText(fields, field, readText(name, value))
}

function setText(fields: Fields, field: keyof Omit<Fields, 'active'>, text: string | null): void {
  if (field === 'displayName') fields.displayName = text ?? fields.userName
  else if (field !== 'userName') fields[field] = text
  else if (text) fields.userName = text
  else throw invalid('userName is needed', 'mutability')
}

function readEmail(name: string, value: unknown): string | null {
  if (Array.isArray(value)) return mainEmail(read(scimEmails, name, value))
  if (typeof value !== 'object' || value === null) return readText(name, value)
  return mainEmail(read(scimEmails, name, [value]))
}

/** A path without its schema, in lower case: '' for the whole extension, undefined for a schema of somebody else. */
function bareName(path: string): string | undefined {
  const lower = path.toLowerCase()
  const enterprise = SCIM_ENTERPRISE_USER.toLowerCase()
  if (lower === enterprise) return ''
  for (const schema of [enterprise, SCIM_USER.toLowerCase()])
    if (lower.startsWith(`${schema}:`)) return lower.slice(schema.length + 1)
  return lower.startsWith('urn:') || lower === 'department' ? undefined : lower
}

function readText(name: string, value: unknown): string | null {
  return read(z.string().trim().max(320).nullable(), name, value ?? null) || null
}

function read<Schema extends z.ZodType>(schema: Schema, name: string, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalid(`the value of ${name} is of the wrong kind`, 'invalidValue')
  return parsed.data
}

function invalid(reason: string, scimType: string) {
  return peopleErrors.HF_SCIM_INVALID({ reason, scimType })
}
