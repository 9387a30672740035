import { graphFailure } from '../http/route.ts'
import type { DirectoryUser } from './directory.ts'

/** What Graph sends of a user when nothing is selected (microsoft-graph-docs, api/user-list.md). */
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
]

/** OneDrive for Business (SharePoint Online plan 2) inside an Office 365 E3 licence: Microsoft's public product ids. */
export const OFFICE_E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900'
const SHAREPOINT_PLAN_2 = '5dbe027f-2339-4123-9542-606e4d348a72'

/** Properties that only a request for one user may select. */
const SINGLE_ONLY = new Set(['mysite', 'aboutme', 'birthday', 'interests', 'skills', 'hiredate'])

/** A user as JSON: the selected properties, or the default ones. `id` is always there when anything was selected. */
export function userJson(
  user: DirectoryUser,
  select: readonly string[] | undefined,
): Record<string, unknown> {
  const all = allProperties(user)
  const names = select ? ['id', ...select] : DEFAULT_PROPERTIES
  const json: Record<string, unknown> = {}
  for (const name of names) {
    const known = Object.keys(all).find((key) => key.toLowerCase() === name.toLowerCase())
    if (known !== undefined) json[known] = all[known]
  }
  return json
}

/** Reads `$select`; for a collection, refuses properties that Graph computes for single users only. */
export function readSelect(text: string | null, collection: boolean): string[] | undefined {
  if (!text) return undefined
  const names = text.split(',').map((name) => name.trim())
  if (collection && names.some((name) => SINGLE_ONLY.has(name.toLowerCase()))) {
    throw graphFailure(501, 'NotImplemented', 'This operation target is not yet supported.')
  }
  return names
}

function allProperties(user: DirectoryUser): Record<string, unknown> {
  const { licensed, ...plain } = user
  return {
    ...plain,
    businessPhones: [],
    mobilePhone: null,
    mySite: null,
    assignedLicenses: licensed ? [{ disabledPlans: [], skuId: OFFICE_E3 }] : [],
    assignedPlans: licensed
      ? [
          {
            assignedDateTime: user.createdDateTime,
            capabilityStatus: 'Enabled',
            service: 'SharePoint',
            servicePlanId: SHAREPOINT_PLAN_2,
          },
        ]
      : [],
  }
}
