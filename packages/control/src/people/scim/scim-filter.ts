import { peopleErrors } from '../errors.ts'
import { SCIM_USER } from './scim-user.ts'

/** The one comparison that provisioning clients look people up by. */
export interface ScimFilter {
  readonly attribute: 'userName' | 'externalId' | 'id'
  readonly value: string
}

const COMPARISON = /^\s*(\S+)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i
const ATTRIBUTES = new Map([
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['id', 'id'],
] as const)

/** Reads `userName eq "…"`, `externalId eq "…"`, `id eq "…"`. Raises HF_SCIM_INVALID for any other filter. */
export function parseScimFilter(text: string): ScimFilter {
  const [, name = '', quoted = ''] = COMPARISON.exec(text) ?? []
  const prefix = `${SCIM_USER}:`
  const bare = name.toLowerCase().startsWith(prefix.toLowerCase()) ? name.slice(prefix.length) : name
  const attribute = ATTRIBUTES.get(bare.toLowerCase() as 'username')
  const value = attribute && unquote(quoted)
  if (!attribute || value === undefined) {
    const reason = 'a filter other than userName eq "…", externalId eq "…" and id eq "…"'
    throw peopleErrors.HF_SCIM_INVALID({ reason, scimType: 'invalidFilter' })
  }
  return { attribute, value }
}

/** A string as JSON writes it (RFC 7644, section 3.4.2.2). */
function unquote(text: string): string | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
