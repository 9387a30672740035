import type { Sql } from '../database/database.ts'
import { drivePhase } from '../schedule/drive-phase.ts'
import { DAY } from '../schedule/zone.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { checkPlan, UPKEEP_SETTING } from './upkeep-settings.ts'

/**
 * The next time after `after` at which something is done for a vault that is done every `days` days. Each vault has its
 * own place in that time, by its id: many are spread evenly over it.
 */
export function nextTimeOf(vaultId: string, days: number, after: Date): Date {
  const period = days * DAY
  const phase = drivePhase(vaultId) % period
  const since = after.getTime() - phase
  return new Date(phase + (Math.floor(since / period) + 1) * period)
}

export function nextDayOf(vaultId: string, after: Date): Date {
  return nextTimeOf(vaultId, 1, after)
}

/** When what could not be done, because the vault was in use, is tried again. */
export function soonAfter(at: Date): Date {
  return new Date(at.getTime() + DAY / 48)
}

/** When a vault that is new here is looked at first. */
export async function firstTimes(
  sql: Sql,
  vaultId: string,
  at: Date,
): Promise<{ readonly retentionAt: Date; readonly checkAt: Date }> {
  const { value } = await readSetting(sql, UPKEEP_SETTING)
  return {
    retentionAt: nextDayOf(vaultId, at),
    checkAt: nextTimeOf(vaultId, checkPlan(value).days, at),
  }
}
