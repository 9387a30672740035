import { sql as raw } from 'kysely'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'

const MINUTE = 60_000
/** Whoever saves once often saves again at once: then one backup does. */
const SETTLING = MINUTE

/**
 * Lets the schedule back these OneDrives up soon, since something changed in them: in a minute, but not before
 * `minutesApart` have passed since the last backup began, and like every scheduled backup not during a blackout. Those
 * that wait in the queue already, and those that are not to be backed up, stay as they are. Gives how many are due sooner now.
 */
export async function makeDueSoon(
  control: Control,
  transaction: Sql,
  onedriveIds: readonly string[],
  minutesApart: number,
): Promise<number> {
  if (onedriveIds.length === 0) return 0
  const soon = new Date(control.clock.now() + SETTLING)
  const { numAffectedRows } = await raw`
    update onedrive set next_slot_at = due.at, updated_at = ${now(control)}
    from (
      select asked.id, greatest(
        ${soon}::timestamptz,
        (select max(coalesce(job.started_at, job.created_at)) from job
          where job.onedrive_id = asked.id and job.kind = 'backup') + make_interval(mins => ${minutesApart}::integer)
      ) as at
      from jsonb_array_elements_text(${JSON.stringify(onedriveIds)}::jsonb) as text (id)
      cross join lateral (select text.id::uuid) as asked (id)
    ) as due
    where onedrive.id = due.id and onedrive.state = 'enabled' and onedrive.next_slot_at > due.at
      and not exists (
        select from job where job.onedrive_id = due.id and job.kind = 'backup' and job.state = 'queued'
      )`.execute(transaction)
  return Number(numAffectedRows ?? 0)
}
