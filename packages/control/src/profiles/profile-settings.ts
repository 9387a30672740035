import { z } from 'zod'
import { exclusionLists } from '../exclusions/exclusion-lists.ts'
import { blackout } from '../schedule/blackout.ts'
import { FREQUENCIES, type Frequency } from '../schedule/frequency.ts'
import { isTimeZone } from '../schedule/zone.ts'

const tier = (most: number) => z.int().min(0).max(most)

/** Years of everything by default; tiers thin out what is older than they are asked to keep. */
export const retentionSettings = z.strictObject({
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
    .refine(
      (tiers) => Object.values(tiers).some((reach) => reach > 0),
      'at least one tier must keep something',
    )
    .nullable()
    .default(null),
})

export type RetentionSettings = z.infer<typeof retentionSettings>

export const profileSettings = z.strictObject({
  backup: z
    .strictObject({
      enabled: z.boolean().default(true),
      frequency: z.enum(Object.keys(FREQUENCIES) as [Frequency, ...Frequency[]]).default('three-times-a-day'),
      blackout: blackout.nullable().default(null),
      /** IANA name of the zone in which times of day are meant. */
      timeZone: z.string().max(64).refine(isTimeZone, 'a time zone such as Europe/Berlin').default('UTC'),
      exclusions: exclusionLists.prefault({}),
      quarantineMalware: z.boolean().default(false),
    })
    .prefault({}),
  retention: retentionSettings.prefault({}),
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
