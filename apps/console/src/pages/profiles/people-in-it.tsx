import { PageLink } from '../../parts/page-link.tsx'
import type { Profile } from './profile.ts'
import { usePeopleCount } from './use-people-count.ts'

/** How many people are in a profile, with the way to their OneDrives. */
export function PeopleInIt({ profile }: { readonly profile: Profile }) {
  const count = usePeopleCount()(profile)
  const { id, people } = profile
  return people.active + people.preserved === 0 ? (
    count
  ) : (
    <PageLink to={`/onedrive?profileId=${id}`}>{count}</PageLink>
  )
}
