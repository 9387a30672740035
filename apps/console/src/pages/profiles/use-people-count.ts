import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import type { Profile } from './profile.ts'
import { PROFILES } from './words/profiles.ts'

/** How many people are in a profile, in words. */
export function usePeopleCount(): (profile: Pick<Profile, 'people' | 'maxPeople'>) => string {
  const words = useWords(PROFILES)
  const formats = useFormats()
  return ({ people, maxPeople }) => {
    if (people.active + people.preserved === 0) return words.nobody
    const active = words.active(formats.count(people.active), maxPeople > 0 ? formats.count(maxPeople) : '')
    if (people.preserved === 0) return active
    return `${active} · ${words.preserved(formats.count(people.preserved))}`
  }
}
