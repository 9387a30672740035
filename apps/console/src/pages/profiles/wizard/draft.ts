import type { Frequency, Profile, Settings } from '../profile.ts'
import { SEVEN_YEARS } from '../use-profile-facts.ts'

/** A profile as it is typed: numbers are text, and what is switched off keeps what was typed in it. */
export interface Draft {
  readonly name: string
  readonly description: string
  readonly maxPeople: string
  readonly deletesPreserved: boolean
  readonly deleteAfterDays: string
  readonly enabled: boolean
  readonly frequency: Frequency
  readonly hasBlackout: boolean
  readonly blackoutFrom: string
  readonly blackoutTo: string
  readonly blackoutDays: readonly number[]
  readonly timeZone: string
  readonly extensions: string
  readonly names: string
  readonly folders: string
  readonly quarantineMalware: boolean
  readonly adminAccess: boolean
  readonly personMayEdit: boolean
  readonly signIn: boolean
  readonly restore: boolean
  readonly download: boolean
  readonly backupNow: boolean
  readonly keeping: 'seven-years' | 'other' | 'tiers'
  readonly keepDays: string
  readonly dailyDays: string
  readonly weeklyWeeks: string
  readonly monthlyMonths: string
  readonly yearlyYears: string
  readonly keyProviders: readonly string[]
  /** What was agreed to expire: another change needs to be agreed to again. */
  readonly acceptedLoss: string
}

/** A new profile: the recommended values, in the viewer's own time zone. */
export function newDraft(): Draft {
  return {
    name: '',
    description: '',
    maxPeople: '0',
    deletesPreserved: false,
    deleteAfterDays: '90',
    enabled: true,
    frequency: 'three-times-a-day',
    hasBlackout: false,
    blackoutFrom: '09:00',
    blackoutTo: '17:00',
    blackoutDays: [],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    extensions: '',
    names: '',
    folders: '',
    quarantineMalware: false,
    adminAccess: true,
    personMayEdit: false,
    signIn: true,
    restore: true,
    download: true,
    backupNow: true,
    keeping: 'seven-years',
    keepDays: String(SEVEN_YEARS),
    dailyDays: '7',
    weeklyWeeks: '4',
    monthlyMonths: '12',
    yearlyYears: '7',
    keyProviders: [],
    acceptedLoss: '',
  }
}

type Described = Pick<Profile, 'name' | 'description' | 'maxPeople' | 'settings'>

/** A profile that there is, to be changed. */
export function draftOf({ name, description, maxPeople, settings }: Described): Draft {
  const { backup, retention, privacy, selfService, preserved, keyProviders } = settings
  const empty = newDraft()
  const { blackout, exclusions } = backup
  const { tiers, keepDays } = retention
  return {
    ...empty,
    name,
    description,
    maxPeople: String(maxPeople),
    deletesPreserved: preserved.deleteAfterDays !== null,
    deleteAfterDays: String(preserved.deleteAfterDays ?? empty.deleteAfterDays),
    enabled: backup.enabled,
    frequency: backup.frequency,
    hasBlackout: blackout !== null,
    blackoutFrom: blackout?.from ?? empty.blackoutFrom,
    blackoutTo: blackout?.to ?? empty.blackoutTo,
    blackoutDays: blackout?.days ?? [],
    timeZone: backup.timeZone,
    ...exclusions,
    quarantineMalware: backup.quarantineMalware,
    ...privacy,
    ...selfService,
    keeping: tiers ? 'tiers' : keepDays === SEVEN_YEARS ? 'seven-years' : 'other',
    keepDays: String(keepDays),
    dailyDays: String(tiers?.dailyDays ?? empty.dailyDays),
    weeklyWeeks: String(tiers?.weeklyWeeks ?? empty.weeklyWeeks),
    monthlyMonths: String(tiers?.monthlyMonths ?? empty.monthlyMonths),
    yearlyYears: String(tiers?.yearlyYears ?? empty.yearlyYears),
    keyProviders,
  }
}

/** What is no whole number becomes one that no field takes, so that the server names the field. */
export function whole(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : -1
}

export function retentionOf(draft: Draft): Settings['retention'] {
  return {
    keepDays: draft.keeping === 'seven-years' ? SEVEN_YEARS : whole(draft.keepDays),
    tiers:
      draft.keeping === 'tiers'
        ? {
            dailyDays: whole(draft.dailyDays),
            weeklyWeeks: whole(draft.weeklyWeeks),
            monthlyMonths: whole(draft.monthlyMonths),
            yearlyYears: whole(draft.yearlyYears),
          }
        : null,
  }
}

/** The draft as the API takes it; where new vaults lie is asked for elsewhere, and stays. */
export function profileOf(draft: Draft): Described & { readonly settings: Omit<Settings, 'storageId'> } {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    maxPeople: whole(draft.maxPeople),
    settings: settingsOf(draft) as Settings,
  }
}

function settingsOf(draft: Draft): Omit<Settings, 'storageId'> {
  return {
    backup: {
      enabled: draft.enabled,
      frequency: draft.frequency,
      blackout: draft.hasBlackout
        ? { from: draft.blackoutFrom, to: draft.blackoutTo, days: [...draft.blackoutDays] }
        : null,
      timeZone: draft.timeZone,
      exclusions: { extensions: draft.extensions, names: draft.names, folders: draft.folders },
      quarantineMalware: draft.quarantineMalware,
    },
    retention: retentionOf(draft),
    privacy: { adminAccess: draft.adminAccess, personMayEdit: draft.personMayEdit },
    selfService: {
      signIn: draft.signIn,
      restore: draft.restore,
      download: draft.download,
      backupNow: draft.backupNow,
    },
    keyProviders: [...draft.keyProviders],
    preserved: { deleteAfterDays: draft.deletesPreserved ? whole(draft.deleteAfterDays) : null },
  }
}
