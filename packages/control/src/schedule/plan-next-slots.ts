import { type RawBuilder, sql as raw } from 'kysely'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { profileSchedules } from './profile-schedules.ts'
import { Schedule } from './schedule.ts'
import { slotAfterChange } from './slots.ts'

/** Drives that are planned by one statement. */
const BATCH = 500

export interface PlannedSlots {
  /** Drives that were given a slot. */
  readonly planned: number
  /** Drives that no longer have one, as they are not to be backed up. */
  readonly cleared: number
}

/**
 * Gives a slot to every drive that lacks one (to one that was never backed up the present one: it is due at once), and
 * another to those whose schedule is not the one that they were planned for: the profile was changed, or the person
 * moved to another. Takes it from those that are not to be backed up. A slot that has come already stays: it is due.
 * Looks at every drive.
 */
export async function planNextSlots(control: Control): Promise<PlannedSlots> {
  const schedules = await profileSchedules(control.sql)
  const profiles = fingerprints(schedules)
  const cleared = await clearSlots(control.sql, profiles)
  return { planned: await planAll(control, schedules, raw`onedrive`), cleared }
}

/** Gives a slot to the drives that lack one, and looks at no others. Gives how many there were. */
export async function planNewDrives(control: Control): Promise<number> {
  // The offset keeps the planner from beginning with the people instead, who are many.
  const fresh = raw`(select * from onedrive where state = 'enabled' and next_slot_at is null offset 0) as onedrive`
  return await planAll(control, await profileSchedules(control.sql), fresh)
}

async function planAll(
  control: Control,
  schedules: ReadonlyMap<string, Schedule>,
  onedrives: RawBuilder<unknown>,
): Promise<number> {
  const profiles = fingerprints(schedules)
  let planned = 0
  for (;;) {
    const drives = await drivesToPlan(control.sql, profiles, onedrives)
    const changed = await planDrives(control, schedules, drives)
    planned += changed
    // Drives that somebody else changed meanwhile are left to the next call.
    if (drives.length < BATCH || changed === 0) return planned
  }
}

function fingerprints(schedules: ReadonlyMap<string, Schedule>): string {
  return JSON.stringify([...schedules].map(([id, { fingerprint }]) => ({ id, fingerprint })))
}

interface Unplanned {
  readonly id: string
  readonly profileId: string
  readonly nextSlotAt: Date | null
  readonly plannedSchedule: string | null
  readonly lastSlotAt: Date | null
  readonly isNew: boolean
}

async function drivesToPlan(
  sql: Sql,
  profiles: string,
  onedrives: RawBuilder<unknown>,
): Promise<Unplanned[]> {
  const { rows } = await raw<Unplanned>`
    select onedrive.id, person.profile_id, onedrive.next_slot_at, onedrive.planned_schedule,
      onedrive.first_started_at is null as is_new,
      (select max(slot_at) from job where job.onedrive_id = onedrive.id and job.kind = 'backup') as last_slot_at
    from ${onedrives}
    join person on person.id = onedrive.person_id
    join jsonb_to_recordset(${profiles}::jsonb) as wanted (id uuid, fingerprint text)
      on wanted.id = person.profile_id
    where onedrive.state = 'enabled' and person.state = 'active'
      and (onedrive.next_slot_at is null or onedrive.planned_schedule is distinct from wanted.fingerprint)
    limit ${BATCH}`.execute(sql)
  return rows
}

async function planDrives(
  { sql, clock }: Control,
  schedules: ReadonlyMap<string, Schedule>,
  drives: readonly Unplanned[],
): Promise<number> {
  if (drives.length === 0) return 0
  const now = clock.now()
  const former = new Map<string, Schedule>()
  const slots = drives.flatMap(({ id, profileId, nextSlotAt, plannedSchedule, lastSlotAt, isNew }) => {
    const to = schedules.get(profileId)
    if (to === undefined) return []
    const isDue = nextSlotAt !== null && nextSlotAt.getTime() <= now
    const from = plannedSchedule === null ? undefined : scheduleOf(former, plannedSchedule)
    const lastSlot = lastSlotAt?.getTime()
    const slot =
      isNew && lastSlot === undefined ? to.at(id, now) : slotAfterChange({ from, to }, id, { lastSlot, now })
    return [{ id, was: nextSlotAt, slot: isDue ? nextSlotAt : new Date(slot), fingerprint: to.fingerprint }]
  })
  const { numAffectedRows } = await raw`
    update onedrive set next_slot_at = planned.slot, planned_schedule = planned.fingerprint
    from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb)
      as planned (id uuid, was timestamptz, slot timestamptz, fingerprint text)
    where onedrive.id = planned.id and onedrive.state = 'enabled'
      and date_trunc('milliseconds', onedrive.next_slot_at) is not distinct from planned.was`.execute(sql)
  return Number(numAffectedRows ?? 0)
}

function scheduleOf(known: Map<string, Schedule>, fingerprint: string): Schedule {
  const schedule = known.get(fingerprint) ?? Schedule.fromFingerprint(fingerprint)
  known.set(fingerprint, schedule)
  return schedule
}

async function clearSlots(sql: Sql, profiles: string): Promise<number> {
  const { numAffectedRows } = await raw`
    update onedrive set next_slot_at = null, planned_schedule = null
    from person
    where person.id = onedrive.person_id and onedrive.next_slot_at is not null
      and (onedrive.state <> 'enabled' or person.state <> 'active'
        or person.profile_id not in (select id from jsonb_to_recordset(${profiles}::jsonb) as wanted (id uuid)))`.execute(
    sql,
  )
  return Number(numAffectedRows ?? 0)
}
