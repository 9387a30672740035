import type { DirectoryAttributes } from '../people/person-attributes.ts'
import type { KnownUser } from './known-user.ts'
import type { SyncPerson } from './plan-sync.ts'

/** What changes about a person, as columns. */
export interface PersonPatch {
  readonly directoryId?: string
  readonly principalName?: string
  readonly displayName?: string
  readonly email?: string | null
  readonly attributes?: SyncPerson['attributes']
}

/**
 * What a person takes over from the directory; undefined when that is nothing. The sign-in name is what Microsoft knows a
 * person by: it always follows, unless it is to be kept. Display name and e-mail address follow when they change there, so
 * that what was put by hand stays until then; those of people who were provisioned are the provisioning client's.
 */
export function followDirectory(
  person: SyncPerson,
  directoryId: string,
  user: KnownUser | undefined,
  keepName: boolean,
): PersonPatch | undefined {
  const patch: Record<string, unknown> & PersonPatch = {
    ...(person.directoryId === null && { directoryId }),
    ...(user && !user.removed && present(person, user, keepName)),
  }
  return Object.keys(patch).length > 0 ? patch : undefined
}

function present(person: SyncPerson, user: KnownUser, keepName: boolean): PersonPatch {
  const attributes = directoryAttributes(user)
  const before = person.attributes.directory
  if (before && !differ(before, attributes) && user.userPrincipalName === person.principalName) return {}
  const renamed = !keepName && user.userPrincipalName && user.userPrincipalName !== person.principalName
  const follows = before !== undefined && person.source !== 'scim'
  const { displayName, mail } = attributes
  return {
    ...(renamed && { principalName: user.userPrincipalName as string }),
    ...(follows && displayName && displayName !== before.displayName && { displayName }),
    ...(follows && mail !== before.mail && { email: mail }),
    ...((!before || differ(before, attributes)) && {
      attributes: { ...person.attributes, directory: attributes },
    }),
  }
}

export function directoryAttributes(user: KnownUser): DirectoryAttributes {
  return {
    displayName: user.displayName ?? null,
    mail: user.mail ?? null,
    userType: user.userType ?? null,
    department: user.department ?? null,
    jobTitle: user.jobTitle ?? null,
    companyName: user.companyName ?? null,
    officeLocation: user.officeLocation ?? null,
    country: user.country ?? null,
    usageLocation: user.usageLocation ?? null,
  }
}

function differ(a: DirectoryAttributes, b: DirectoryAttributes): boolean {
  return (Object.keys(b) as (keyof DirectoryAttributes)[]).some((key) => a[key] !== b[key])
}
