import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { useMay } from '../../api/me.ts'
import { type Formats, useFormats } from '../../parts/use-formats.ts'
import { SpeechContext, useWords } from '../../words/translate.ts'
import { entriesOf } from './exclusions/entries.ts'
import { keyProvidersQuery } from './key-providers.ts'
import type { Profile, Settings } from './profile.ts'
import { weekdaysOf } from './weekdays.ts'
import { SETTINGS_OF_PROFILE } from './words/settings.ts'

type Words = (typeof SETTINGS_OF_PROFILE)['en']

export type SectionKey = 'general' | 'onedrive' | 'privacy' | 'retention' | 'keys'

export type SettingFact = readonly [name: string, value: string]

export interface Section {
  readonly key: SectionKey
  readonly title: string
  readonly facts: readonly SettingFact[]
}

type Described = Pick<Profile, 'name' | 'description' | 'maxPeople' | 'settings'>

/** Tells all settings of a profile in words, section by section: always the same names in the same order. */
export function useProfileFacts(): (profile: Described) => readonly Section[] {
  const words = useWords(SETTINGS_OF_PROFILE)
  const formats = useFormats()
  const { language } = use(SpeechContext)
  const may = useMay()
  const { data: providers } = useQuery({ ...keyProvidersQuery, enabled: may('organisation:read') })
  return ({ name, description, maxPeople, settings }) => {
    const { backup, privacy, selfService, retention, preserved, keyProviders } = settings
    const onOff = (is: boolean) => (is ? words.on : words.off)
    const listed = (text: string) => entriesOf(text).join('; ') || words.nothing
    const named = (id: string) =>
      providers?.find((one) => one.id === id)?.name ?? words.keyUnknown(id.slice(0, 8))
    const sections: Readonly<Record<SectionKey, readonly SettingFact[]>> = {
      general: [
        [words.name, name || '–'],
        [words.description, description || '–'],
        [words.maxPeople, maxPeople === 0 ? words.noLimit : formats.count(maxPeople)],
        [
          words.preserved,
          preserved.deleteAfterDays === null
            ? words.preservedNever
            : words.preservedAfter(formats.count(preserved.deleteAfterDays)),
        ],
      ],
      onedrive: [
        [words.enabled, onOff(backup.enabled)],
        [words.frequency, words.frequencies[backup.frequency]],
        [words.blackout, blackoutIn(words, language, backup)],
        [words.timeZone, backup.timeZone],
        [words.extensions, listed(backup.exclusions.extensions)],
        [words.names, listed(backup.exclusions.names)],
        [words.folders, listed(backup.exclusions.folders)],
        [words.malware, backup.quarantineMalware ? words.malwareQuarantined : words.malwareKept],
      ],
      privacy: [
        [words.adminAccess, words.access[accessOf(privacy)]],
        [words.signIn, onOff(selfService.signIn)],
        [words.restore, onOff(selfService.restore)],
        [words.download, onOff(selfService.download)],
        [words.backupNow, onOff(selfService.backupNow)],
      ],
      retention: [
        [words.atMost, spanIn(words, formats, retention.keepDays)],
        [words.tiers, tiersIn(words, formats, retention.tiers)],
        [words.newest, words.newestStays],
      ],
      keys: [
        [
          words.keyProviders,
          keyProviders.length === 0
            ? words.keyProvidersAll
            : keyProviders.map((id, at) => `${at + 1}. ${named(id)}`).join(', '),
        ],
      ],
    }
    return (Object.keys(sections) as SectionKey[]).map((key) => ({
      key,
      title: words.sections[key],
      facts: sections[key],
    }))
  }
}

/** Which of the four results two switches have. */
export function accessOf({ adminAccess, personMayEdit }: Settings['privacy']): keyof Words['access'] {
  return `${adminAccess ? 'yes' : 'no'}-${personMayEdit ? 'yes' : 'no'}`
}

/** Until when snapshots stay, in a few words: for a column. */
export function useRetentionInShort(): (retention: Settings['retention']) => string {
  const words = useWords(SETTINGS_OF_PROFILE)
  const formats = useFormats()
  return ({ keepDays, tiers }) =>
    tiers === null ? spanIn(words, formats, keepDays) : tiersIn(words, formats, tiers)
}

function blackoutIn(words: Words, language: string, { blackout }: Settings['backup']): string {
  if (blackout === null) return words.blackoutNone
  const { from, to, days } = blackout
  if (days.length === 0 || days.length === 7) return words.blackoutDaily(from, to)
  const names = weekdaysOf(language)
    .filter(({ day }) => days.includes(day))
    .map(({ name }) => name)
  return words.blackoutOn(names.join(', '), from, to)
}

/** 7 years have 2557 days: one of them is a leap year at least. */
export const SEVEN_YEARS = 2557

function spanIn(words: Words, formats: Formats, days: number): string {
  const years = Math.round(days / 365.25)
  const isWhole = years > 1 && Math.round(years * 365.25) === days
  return isWhole ? words.keepYears(formats.count(years)) : words.keepDays(formats.count(days))
}

function tiersIn(words: Words, formats: Formats, tiers: Settings['retention']['tiers']): string {
  if (tiers === null) return words.tiersNone
  return [
    tiers.dailyDays > 0 && words.tierDaily(formats.count(tiers.dailyDays)),
    tiers.weeklyWeeks > 0 && words.tierWeekly(formats.count(tiers.weeklyWeeks)),
    tiers.monthlyMonths > 0 && words.tierMonthly(formats.count(tiers.monthlyMonths)),
    tiers.yearlyYears > 0 && words.tierYearly(formats.count(tiers.yearlyYears)),
  ]
    .filter(Boolean)
    .join(', ')
}
