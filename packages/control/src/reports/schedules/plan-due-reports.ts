import { type Control, newId, now } from '../../control.ts'
import { nextReportSlot } from './next-report-slot.ts'

const BATCH = 100

/**
 * Writes the mails of the schedules whose time has come, one for each address. Mails and the next time are there together
 * or not at all, and a slot has its mails once, whichever server writes them. Of slots that were slept through only one is
 * made up for.
 */
export async function planDueReports(control: Control): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    const at = now(control)
    const due = await transaction
      .selectFrom('reportSchedule')
      .selectAll()
      .where('nextAt', '<=', at)
      .orderBy('nextAt')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const schedule of due) {
      const mails = schedule.recipients.map((recipient) => ({
        id: newId(control),
        scheduleId: schedule.id,
        slotAt: schedule.nextAt,
        recipient,
        nextAt: at,
        createdAt: at,
      }))
      await transaction
        .insertInto('reportMail')
        .values(mails)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await transaction
        .updateTable('reportSchedule')
        .set({ nextAt: nextReportSlot(schedule, at) })
        .where('id', '=', schedule.id)
        .execute()
    }
  })
}
