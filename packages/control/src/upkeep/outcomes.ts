import { type Control, now } from '../control.ts'
import type { JobOutcome } from '../jobs/worker.ts'
import { soonAfter } from './upkeep-times.ts'

/** The vault is not one to be kept in order any more. */
export function leftAlone(): JobOutcome {
  return { state: 'succeeded', result: { outcome: 'left-alone' } }
}

/** The vault is in use: it is due again soon. */
export function postponed(control: Control, vaultId: string, due: 'retentionAt' | 'checkAt'): JobOutcome {
  return {
    state: 'succeeded',
    result: { outcome: 'postponed' },
    commit: async (transaction) => {
      await transaction
        .updateTable('vault')
        .set({ [due]: soonAfter(now(control)) })
        .where('id', '=', vaultId)
        .execute()
    },
  }
}
