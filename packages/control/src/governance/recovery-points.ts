import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { profileSettings } from '../profiles/profile-settings.ts'
import type { Frequency } from '../schedule/frequency.ts'
import { profileSchedules } from '../schedule/profile-schedules.ts'
import { type LateDrive, lateDrives } from './late-drives.ts'
import { promisedDrives } from './promised-drives.ts'

/** What is promised and what is kept; each OneDrive is in one of the three numbers. */
export interface RecoveryCounts {
  /** Their newest backup is not older than promised. */
  readonly kept: number
  readonly late: number
  /** There is no backup yet. */
  readonly never: number
}

export interface RecoveryPromise extends RecoveryCounts {
  readonly profile: { readonly id: string; readonly name: string }
  readonly frequency: Frequency
  /** The one that is late by most of its own intervals; null when none is late. */
  readonly worst: WorstDrive | null
}

export interface WorstDrive extends Pick<LateDrive, 'personId' | 'lastSuccessAt' | 'dueAt'> {
  readonly name: string
}

export interface RecoveryPoints {
  readonly total: RecoveryCounts
  /** Of each profile that has somebody to keep its promise to, by name. */
  readonly profiles: readonly RecoveryPromise[]
}

/**
 * How many OneDrives have a backup that is as new as their profiles promise. Needs `people:read`; counts the people whom the
 * actor may see. Raises HF_FORBIDDEN.
 */
export async function recoveryPoints(
  control: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
): Promise<RecoveryPoints> {
  requirePermission(actor, 'people:read')
  const { sql } = control
  const late = Map.groupBy(
    await lateDrives(control, actor, await profileSchedules(sql)),
    (each) => each.profileId,
  )
  const worst = [...late.values()].flatMap(([first]) => first ?? [])
  const names = await namesOf(
    sql,
    worst.map(({ personId }) => personId),
  )
  const rows = await promisedDrives(sql, actor)
    .select(({ fn }) => [
      'profile.id',
      'profile.name',
      'profile.settings',
      fn.countAll<number>().as('all'),
      fn.count<number>('onedrive.lastSuccessAt').as('backedUp'),
    ])
    .groupBy('profile.id')
    .orderBy('profile.name')
    .execute()
  const profiles = rows.map(({ id, name, settings, all, backedUp }) => {
    const ofProfile = late.get(id) ?? []
    const [first] = ofProfile
    return {
      profile: { id, name },
      frequency: profileSettings.parse(settings).backup.frequency,
      kept: backedUp - ofProfile.length,
      late: ofProfile.length,
      never: all - backedUp,
      worst: first === undefined ? null : worstOf(first, names),
    }
  })
  const sum = (key: keyof RecoveryCounts) => profiles.reduce((total, profile) => total + profile[key], 0)
  return { total: { kept: sum('kept'), late: sum('late'), never: sum('never') }, profiles }
}

function worstOf(
  { personId, lastSuccessAt, dueAt }: LateDrive,
  names: ReadonlyMap<string, string>,
): WorstDrive {
  return { personId, name: names.get(personId) ?? personId, lastSuccessAt, dueAt }
}

async function namesOf(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql.selectFrom('person').select(['id', 'displayName']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}
