import { sql as raw } from 'kysely'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { profileSchedules } from './profile-schedules.ts'

/** A drive whose slot has come. */
export interface DueOnedrive {
  readonly onedriveId: string
  readonly personId: string
  readonly profileId: string
  /** The slot that a backup fills now: the latest one, however many were missed. With the drive's id it is the run's key. */
  readonly slotAt: Date
  /** What `nextSlotAt` becomes when the backup is queued. */
  readonly nextSlotAt: Date
}

/**
 * Drives that a backup is to be queued for, at most `limit`: those that are longest overdue, measured in their own
 * intervals, come first, so that hourly drives do not push daily ones aside; among equals a hash decides, not the
 * alphabet. Left out are drives with a backup queued or running, and profiles whose blackout is on.
 */
export async function dueOnedrives(
  control: Control,
  limit: number,
  sql: Sql = control.sql,
): Promise<DueOnedrive[]> {
  const now = control.clock.now()
  const schedules = await profileSchedules(sql)
  const profiles = [...schedules].filter(([, schedule]) => schedule.isFree(now))
  if (profiles.length === 0) return []
  const paces = JSON.stringify(profiles.map(([id, { interval }]) => ({ id, seconds: interval / 1_000 })))
  const overdue = raw`extract(epoch from ${new Date(now)}::timestamptz - onedrive.next_slot_at) / pace.seconds`
  const { rows } = await raw<{ onedriveId: string; personId: string; profileId: string; nextSlotAt: Date }>`
    select onedrive.id as onedrive_id, person.id as person_id, person.profile_id, onedrive.next_slot_at
    from onedrive
    join person on person.id = onedrive.person_id
    join jsonb_to_recordset(${paces}::jsonb) as pace (id uuid, seconds double precision)
      on pace.id = person.profile_id
    where onedrive.state = 'enabled' and person.state = 'active' and onedrive.next_slot_at <= ${new Date(now)}
      and not exists (
        select from job
        where job.onedrive_id = onedrive.id and job.kind = 'backup' and job.state in ('queued', 'running')
      )
    order by ${overdue} desc, md5(onedrive.id::text)
    limit ${limit}`.execute(sql)
  return rows.map(({ nextSlotAt, ...drive }) => {
    const schedule = schedules.get(drive.profileId)
    if (schedule === undefined) throw new Error('a drive came with a profile that was not asked for')
    const { onedriveId } = drive
    return {
      ...drive,
      // The planned slot may be later than any of a schedule that was changed a moment ago.
      slotAt: new Date(Math.max(schedule.at(onedriveId, now), nextSlotAt.getTime())),
      nextSlotAt: new Date(schedule.next(onedriveId, now)),
    }
  })
}
