import { z } from 'zod'

/** How often a drive is backed up. The name says it; `minutes` between two slots is what counts. */
export const FREQUENCIES = {
  weekly: 7 * 24 * 60,
  'every-3-days': 3 * 24 * 60,
  'every-2-days': 2 * 24 * 60,
  daily: 24 * 60,
  'twice-a-day': 12 * 60,
  'three-times-a-day': 8 * 60,
  'four-times-a-day': 6 * 60,
  hourly: 60,
  'every-10-minutes': 10,
} as const

export type Frequency = keyof typeof FREQUENCIES

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, 00:00 to 23:59')
const tier = (most: number) => z.int().min(0).max(most)

/** No backup begins between these times of day; one that runs may end. May reach over midnight. */
const blackout = z.strictObject({
  from: time,
  to: time,
  /** 0 is Sunday; none means every day. */
  days: z.array(z.int().min(0).max(6)).max(7).default([]),
})

/** Extensions, names and folders that are left out, as lists separated by `;`. */
export const exclusionLists = z.strictObject({
  extensions: z.string().max(10_000).default(''),
  names: z.string().max(10_000).default(''),
  folders: z.string().max(10_000).default(''),
})

export type ExclusionLists = z.infer<typeof exclusionLists>

/** Years of everything by default; tiers thin out what is older than they are asked to keep. */
const retention = z.strictObject({
  /** Days after which a snapshot expires, whatever the tiers say (7 years). */
  keepDays: z.int().min(1).max(36_500).default(2_557),
  tiers: z
    .strictObject({
      /** All snapshots of so many days. */
      dailyDays: tier(1_000).default(7),
      /** The oldest snapshot of so many weeks, which begin on Sunday. */
      weeklyWeeks: tier(520).default(4),
      monthlyMonths: tier(240).default(12),
      yearlyYears: tier(100).default(7),
    })
    .nullable()
    .default(null),
})

export type RetentionSettings = z.infer<typeof retention>

export const profileSettings = z.strictObject({
  backup: z
    .strictObject({
      enabled: z.boolean().default(true),
      frequency: z.enum(Object.keys(FREQUENCIES) as [Frequency, ...Frequency[]]).default('three-times-a-day'),
      blackout: blackout.nullable().default(null),
      /** IANA name of the zone in which times of day are meant. */
      timeZone: z.string().max(64).default('UTC'),
      exclusions: exclusionLists.prefault({}),
      quarantineMalware: z.boolean().default(false),
    })
    .prefault({}),
  retention: retention.prefault({}),
  privacy: z
    .strictObject({
      /** Whether administrators may reach people's data, until a person says otherwise. */
      adminAccess: z.boolean().default(true),
      /** Whether people may say otherwise. */
      personMayEdit: z.boolean().default(false),
    })
    .prefault({}),
  selfService: z
    .strictObject({
      signIn: z.boolean().default(true),
      restore: z.boolean().default(true),
      download: z.boolean().default(true),
      backupNow: z.boolean().default(true),
    })
    .prefault({}),
  /** In the order in which they are asked for a key. */
  keyProviders: z.array(z.string().max(100)).max(10).default([]),
  /** Where new vaults lie; null for the organisation's default. */
  storageId: z.uuid().nullable().default(null),
  preserved: z
    .strictObject({
      /** Days after which preserved people are deleted; null for never. */
      deleteAfterDays: z.int().min(30).max(366).nullable().default(null),
    })
    .prefault({}),
})

export type ProfileSettings = z.infer<typeof profileSettings>

/** What a profile has where nothing else is said. */
export const DEFAULT_SETTINGS: ProfileSettings = profileSettings.parse({})
