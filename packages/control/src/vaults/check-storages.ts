import { raiseAlerts } from '../alerts/raise-alert.ts'
import { resolveWhere } from '../alerts/resolve-alert.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { UPKEEP_SETTING } from '../upkeep/upkeep-settings.ts'
import { type LookOptions, lookAtStorages, type SeenStorage } from './look-at-storages.ts'

/**
 * Looks whether each storage can be reached and has room left; raises and ends the alerts `storage-unreachable` and
 * `space-low`. Made to run every few minutes. Gives what it found.
 */
export async function checkStorages(
  control: Control,
  options: LookOptions = {},
): Promise<readonly SeenStorage[]> {
  const states = await lookAtStorages(control, options)
  await tell(control, states)
  return states
}

async function tell(control: Control, states: readonly SeenStorage[]): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    const { value } = await readSetting(transaction, UPKEEP_SETTING)
    const unreachable = states.flatMap(({ id, name, problem }) =>
      problem === undefined ? [] : [{ subject: id, details: { storage: name, reason: problem } }],
    )
    const low = states.flatMap(({ id, name, room }) => {
      if (!room || room.total === 0) return []
      const freePercent = Math.floor((100 * room.free) / room.total)
      return freePercent < value.lowSpacePercent
        ? [{ subject: id, details: { place: name, freePercent } }]
        : []
    })
    await raiseAlerts(control, transaction, 'storage-unreachable', unreachable)
    await raiseAlerts(control, transaction, 'space-low', low)
    const reachable = states.filter(({ problem }) => problem === undefined).map(({ id }) => id)
    // Of one that cannot be reached nobody knows how much room it has: that alert stays as it is.
    const roomy = reachable.filter((id) => !low.some(({ subject }) => subject === id))
    await end(control, transaction, 'storage-unreachable', reachable)
    await end(control, transaction, 'space-low', roomy)
  })
}

async function end(
  control: Control,
  transaction: Sql,
  kind: 'storage-unreachable' | 'space-low',
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length === 0) return
  await resolveWhere(control, transaction, (query) =>
    query.where('kind', '=', kind).where('subject', 'in', subjects),
  )
}
