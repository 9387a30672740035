import { sql as raw, type SqlBool } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { promisedDrives } from './promised-drives.ts'
import { recoveryDeadline } from './recovery-deadline.ts'

/** A OneDrive whose last backup is older than its profile promises. */
export interface LateDrive {
  readonly onedriveId: string
  readonly personId: string
  readonly profileId: string
  readonly lastSuccessAt: Date
  /** By when there should have been a newer one. */
  readonly dueAt: Date
}

/** Those that are late, the worst first: by how many of their own intervals. */
export async function lateDrives(
  { sql, clock }: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
  schedules: ReadonlyMap<string, Schedule>,
  profileId?: string,
): Promise<readonly LateDrive[]> {
  const now = clock.now()
  const paces = JSON.stringify(
    [...schedules].map(([id, { interval }]) => ({ id, seconds: interval / 1_000 })),
  )
  const rows = await promisedDrives(sql, actor)
    .select(['onedrive.id as onedriveId', 'person.id as personId', 'profile.id as profileId'])
    .select('onedrive.lastSuccessAt')
    .$if(profileId !== undefined, (query) => query.where('profile.id', '=', profileId ?? ''))
    // Few are: the rest need not come out of the database.
    .where(
      raw<SqlBool>`onedrive.last_success_at < ${new Date(now)}::timestamptz - (
        select pace.seconds * interval '1 second'
        from jsonb_to_recordset(${paces}::jsonb) as pace (id uuid, seconds double precision)
        where pace.id = profile.id
      )`,
    )
    .execute()
  return rows
    .flatMap(({ lastSuccessAt, ...drive }) => {
      const schedule = schedules.get(drive.profileId)
      if (schedule === undefined || lastSuccessAt === null) return []
      const due = recoveryDeadline(schedule, drive.onedriveId, lastSuccessAt.getTime())
      const lateness = (now - due) / schedule.interval
      return due < now ? [{ ...drive, lastSuccessAt, dueAt: new Date(due), lateness }] : []
    })
    .sort((a, b) => b.lateness - a.lateness || a.onedriveId.localeCompare(b.onedriveId))
    .map(({ lateness: _, ...drive }) => drive)
}
