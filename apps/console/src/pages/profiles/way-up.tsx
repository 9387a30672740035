import { PageLink } from '../../parts/page-link.tsx'
import { useWords } from '../../words/translate.ts'
import { PROFILES } from './words/profiles.ts'

/** From a profile to all of them. */
export function WayUp() {
  const words = useWords(PROFILES)
  return <PageLink to="/profiles">{words.toAll}</PageLink>
}
