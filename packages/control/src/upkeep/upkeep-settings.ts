import { z } from 'zod'
import { defineSetting } from '../settings/stored-setting.ts'

const MIB = 1024 * 1024

export const upkeepSettings = z.strictObject({
  prune: z
    .strictObject({
      /** Days between two prunes of a vault at least. */
      everyDays: z.int().min(1).max(365).default(7),
      /** Unused bytes that may stay, in percent of the used ones. */
      maxUnusedPercent: z.int().min(0).max(100).default(10),
      /** Bytes that one prune downloads and uploads again at most, in MiB; the rest waits for the next one. */
      maxRepackMib: z.int().min(64).max(1_048_576).default(4_096),
    })
    .prefault({}),
  check: z
    .strictObject({
      /** Days between two checks of a vault. */
      everyDays: z.int().min(1).max(90).default(7),
      /** Days within which everything that is stored was read again. */
      rereadDays: z.int().min(1).max(1_000).default(90),
    })
    .prefault({}),
  /** Free space, in percent, below which there is an alert. */
  lowSpacePercent: z.int().min(1).max(50).default(10),
})

export type UpkeepSettings = z.infer<typeof upkeepSettings>

/** How vaults are kept in order, and what that may cost. */
export const UPKEEP_SETTING = defineSetting('upkeep', upkeepSettings)

export function repackBytes({ prune }: UpkeepSettings): number {
  return prune.maxRepackMib * MIB
}

/** Days between two checks of a vault, and into how many parts its data is divided: one is read each time. */
export function checkPlan({ check: { everyDays, rereadDays } }: UpkeepSettings): {
  readonly days: number
  readonly parts: number
} {
  return { days: Math.min(everyDays, rereadDays), parts: Math.max(1, Math.floor(rereadDays / everyDays)) }
}
