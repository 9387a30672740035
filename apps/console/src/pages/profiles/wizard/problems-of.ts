import { EXCLUSION_KINDS, entriesOf, isUsable } from '../exclusions/entries.ts'
import type { EXCLUSIONS } from '../words/exclusions.ts'
import type { WIZARD } from '../words/wizard.ts'
import { type Draft, whole } from './draft.ts'

/** What stands against a draft: by the API's name of the field. */
export type Problems = ReadonlyMap<string, string>

type Words = (typeof WIZARD)['en']
type ExclusionWords = (typeof EXCLUSIONS)['en']

/** What can be seen without the server, in the viewer's language. */
export function problemsOf(draft: Draft, words: Words, exclusions: ExclusionWords): Problems {
  const found = new Map<string, string>()
  const number = (path: string, text: string, from: number, to: number) => {
    const value = whole(text)
    if (value < from || value > to) found.set(path, words.wholeNumber(String(from), String(to)))
  }
  if (draft.name.trim() === '') found.set('name', words.nameNeeded)
  number('maxPeople', draft.maxPeople, 0, 10_000_000)
  if (draft.deletesPreserved) number('settings.preserved.deleteAfterDays', draft.deleteAfterDays, 30, 366)
  if (draft.hasBlackout) {
    if (draft.blackoutFrom === '') found.set('settings.backup.blackout.from', words.time)
    if (draft.blackoutTo === '') found.set('settings.backup.blackout.to', words.time)
    const isWholeDay = draft.blackoutFrom === draft.blackoutTo
    if (isWholeDay && [0, 7].includes(draft.blackoutDays.length))
      found.set('settings.backup.blackout.to', words.wholeWeek)
  }
  for (const kind of EXCLUSION_KINDS) {
    const bad = entriesOf(draft[kind]).filter((entry) => !isUsable(kind, entry))
    if (bad.length > 0)
      found.set(
        `settings.backup.exclusions.${kind}`,
        `${exclusions.bad(bad.join(', '))} ${exclusions.lists[kind].wrong}`,
      )
  }
  if (draft.keeping !== 'seven-years') number('settings.retention.keepDays', draft.keepDays, 1, 36_500)
  if (draft.keeping === 'tiers') {
    number('settings.retention.tiers.dailyDays', draft.dailyDays, 0, 1_000)
    number('settings.retention.tiers.weeklyWeeks', draft.weeklyWeeks, 0, 520)
    number('settings.retention.tiers.monthlyMonths', draft.monthlyMonths, 0, 240)
    number('settings.retention.tiers.yearlyYears', draft.yearlyYears, 0, 100)
    const tiers = [draft.dailyDays, draft.weeklyWeeks, draft.monthlyMonths, draft.yearlyYears]
    if (tiers.every((text) => whole(text) === 0)) found.set('settings.retention.tiers', words.tierNeeded)
  }
  return found
}
