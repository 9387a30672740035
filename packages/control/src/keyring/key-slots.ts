import type { KeySlot } from '@holdfast/keys'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { KeyedVault } from '../vaults/vault-keys.ts'
import { readSlotFile, slotFileText } from './slot-file.ts'

/** The key slots of a vault: by the database, or by the storage where the database has none. Raises HF_SLOTS_DAMAGED. */
export async function slotsOf(
  { sql }: Pick<Control, 'sql'>,
  { id, slots }: KeyedVault,
): Promise<readonly KeySlot[]> {
  const rows = await sql.selectFrom('keySlot').select('slot').where('vaultId', '=', id).execute()
  if (rows.length > 0) return rows.map(({ slot }) => slot)
  const text = await slots.read()
  if (text === undefined) return []
  const found = readSlotFile(id, text)
  // The database was lost, or made anew: from now on it knows them again.
  await sql.transaction().execute((transaction) => keepRows(transaction, id, found))
  return found
}

/** Writes the slots of a vault: first beside its repository, which alone counts when the database is lost. */
export async function writeSlots(
  { sql }: Pick<Control, 'sql'>,
  vault: KeyedVault,
  slots: readonly KeySlot[],
): Promise<void> {
  await vault.slots.write(slotFileText(vault.id, slots))
  await sql.transaction().execute((transaction) => keepRows(transaction, vault.id, slots))
}

/** Writes the slots of a vault that has none yet; false, and nothing written, when somebody else was first. */
export async function writeFirstSlots(
  { sql }: Pick<Control, 'sql'>,
  vault: KeyedVault,
  slots: readonly KeySlot[],
): Promise<boolean> {
  return await sql.transaction().execute(async (transaction) => {
    await transaction.selectFrom('vault').select('id').where('id', '=', vault.id).forUpdate().execute()
    const first = await transaction
      .selectFrom('keySlot')
      .select('id')
      .where('vaultId', '=', vault.id)
      .executeTakeFirst()
    if (first !== undefined || (await vault.slots.read()) !== undefined) return false
    await vault.slots.write(slotFileText(vault.id, slots))
    await keepRows(transaction, vault.id, slots)
    return true
  })
}

/** A vault that the database does not know yet, as while it is rebuilt, keeps its slots in the storage alone. */
async function keepRows(transaction: Sql, vaultId: string, slots: readonly KeySlot[]): Promise<void> {
  const known = await transaction
    .selectFrom('vault')
    .select('id')
    .where('id', '=', vaultId)
    .forUpdate()
    .executeTakeFirst()
  if (known === undefined) return
  await transaction.deleteFrom('keySlot').where('vaultId', '=', vaultId).execute()
  if (slots.length === 0) return
  await transaction
    .insertInto('keySlot')
    .values(
      slots.map((slot) => ({
        id: slot.slotId,
        vaultId,
        providerId: slot.providerId,
        purpose: slot.purpose,
        slot: JSON.stringify(slot),
        createdAt: new Date(slot.createdAt),
      })),
    )
    .execute()
}

/** Destroys the slots of a vault, here and in the storage: without a recovery kit's key file nobody opens it any more. */
export async function destroySlots({ sql }: Pick<Control, 'sql'>, vault: KeyedVault): Promise<void> {
  await vault.slots.remove()
  await sql.deleteFrom('keySlot').where('vaultId', '=', vault.id).execute()
}
