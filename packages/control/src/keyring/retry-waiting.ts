import { type Control, now } from '../control.ts'

/** Backups that failed for want of a key are due again: the provider that is back may hold it. Gives how many. */
export async function retryWaiting(control: Control, providerId: string): Promise<number> {
  const due = await control.sql
    .updateTable('onedrive')
    .set({ nextSlotAt: now(control) })
    .where('state', '=', 'enabled')
    .where('lastErrorCode', '=', 'EKEY_UNAVAILABLE')
    .where('nextSlotAt', '>', now(control))
    .where(({ or, not, exists, selectFrom }) => {
      const slots = () =>
        selectFrom('keySlot').select('keySlot.id').whereRef('keySlot.vaultId', '=', 'onedrive.vaultId')
      // A new vault has no slots yet: anybody may hold its key.
      return or([exists(slots().where('keySlot.providerId', '=', providerId)), not(exists(slots()))])
    })
    .returning('id')
    .execute()
  return due.length
}
