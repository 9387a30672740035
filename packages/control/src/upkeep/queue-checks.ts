import { type Control, now } from '../control.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { dueVaults, planVaults } from './due-vaults.ts'
import { queueUpkeep } from './queue-upkeep.ts'
import { checkPlan, UPKEEP_SETTING } from './upkeep-settings.ts'
import { nextTimeOf } from './upkeep-times.ts'

/** Queues the job `check` for vaults whose time has come, at most `limit`, longest overdue first. Gives their number. */
export async function queueChecks(control: Control, queue: JobQueue, limit: number): Promise<number> {
  if (limit <= 0) return 0
  const { value } = await readSetting(control.sql, UPKEEP_SETTING)
  const { days } = checkPlan(value)
  return await control.sql.transaction().execute(async (transaction) => {
    const due = await dueVaults(control, transaction, 'checkAt', limit)
    let queued = 0
    for (const { vaultId, onedriveId, personId } of due) {
      if (await queueUpkeep(control, queue, transaction, { kind: 'check', vaultId, onedriveId, personId }))
        queued++
    }
    const planned = due.map(({ vaultId }) => ({ id: vaultId, at: nextTimeOf(vaultId, days, now(control)) }))
    await planVaults(transaction, 'checkAt', planned)
    return queued
  })
}
