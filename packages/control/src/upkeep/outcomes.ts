import { type Control, now } from '../control.ts'
import type { JobOutcome, PutOff } from '../jobs/worker.ts'
import { soonAfter } from './upkeep-times.ts'

/** The vault is not one to be kept in order any more. */
export function leftAlone(): JobOutcome {
  return { state: 'succeeded', result: { outcome: 'left-alone' } }
}

/** The vault is in use: there is no job to tell of, and it is due again soon. */
export function putOffUpkeep(control: Control, vaultId: string, due: 'retentionAt' | 'checkAt'): PutOff {
  return {
    state: 'put-off',
    commit: async (transaction) => {
      await transaction
        .updateTable('vault')
        .set({ [due]: soonAfter(now(control)) })
        .where('id', '=', vaultId)
        .execute()
    },
  }
}
