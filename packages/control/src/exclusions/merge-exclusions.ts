import { type ExclusionRules, parseExclusionList } from '@holdfast/engine'
import type { ExclusionLists } from './exclusion-lists.ts'

/** The rules of the engine for the organisation's list and the profile's together: what either names is left out. */
export function mergeExclusions(...lists: readonly ExclusionLists[]): ExclusionRules {
  const entries = (kind: keyof ExclusionLists) =>
    unique(lists.flatMap((one) => parseExclusionList(one[kind])))
  return {
    extensions: unique(entries('extensions').map((entry) => entry.replace(/^\*?\./, ''))),
    fileNames: entries('names'),
    folders: unique(entries('folders').map(withSlashes)),
  }
}

function withSlashes(folder: string): string {
  return folder
    .split(/[/\\]/)
    .filter((name) => name !== '')
    .join('/')
}

/** Without repetitions, in any case; the first spelling stays. */
function unique(entries: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const entry of entries) {
    const key = entry.toLowerCase()
    if (!seen.has(key)) seen.set(key, entry)
  }
  return [...seen.values()]
}
