import { useWords } from '../../words/translate.ts'
import type { DataGroup } from './queries.ts'
import type { Grouping } from './search.ts'
import { GOVERNANCE } from './words.ts'

/** What a group is called: classes in the viewer's language, all others by their own name. */
export function useGroupName(by: Grouping): (group: Pick<DataGroup, 'key' | 'name' | 'region'>) => string {
  const words = useWords(GOVERNANCE)
  return ({ key, name, region }) => {
    if (by === 'fileType' || by === 'sizeClass' || by === 'ageClass')
      return (words[by] as Readonly<Record<string, string>>)[key] ?? name
    if (name === '') return by === 'region' ? words.noRegion : words.noStorage
    return region ? `${name} (${region})` : name
  }
}
