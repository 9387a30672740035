import type { ProfileSettings } from '../profiles/profile-settings.ts'

/**
 * Whether administrators may reach a person's data: the person's own word where the profile lets people decide and one
 * was said, else the profile's.
 */
export function adminAccessAllowed(
  person: { readonly adminAccess: boolean | null },
  { privacy }: Pick<ProfileSettings, 'privacy'>,
): boolean {
  return privacy.personMayEdit ? (person.adminAccess ?? privacy.adminAccess) : privacy.adminAccess
}
