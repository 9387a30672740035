import { TextLink } from '../../parts/text-link.tsx'
import { useWords } from '../../words/translate.ts'
import { PROFILES } from './words/profiles.ts'

/** From a profile to all of them. */
export function WayUp() {
  const words = useWords(PROFILES)
  return <TextLink href="/profiles">{words.toAll}</TextLink>
}
