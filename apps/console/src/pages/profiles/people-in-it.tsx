import { TextLink } from '../../parts/text-link.tsx'
import type { Profile } from './profile.ts'
import { usePeopleCount } from './use-people-count.ts'

/** How many people are in a profile, with the way to their OneDrives. */
export function PeopleInIt({ profile }: { readonly profile: Profile }) {
  const count = usePeopleCount()(profile)
  const { id, people } = profile
  return people.active + people.preserved === 0 ? (
    count
  ) : (
    <TextLink href={`/onedrive?profileId=${id}`}>{count}</TextLink>
  )
}
