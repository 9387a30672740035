import { hasCode } from '@holdfast/base'
import { sql as raw } from 'kysely'
import type { Control } from '../control.ts'
import { readSetting } from '../settings/stored-setting.ts'
import type { VaultStore } from '../vaults/vault-store.ts'
import { recoveryHolder } from './recovery-kit.ts'
import { renewedSince, rotationSetting } from './rotation.ts'

export interface RenewedSlots {
  readonly renewed: number
  /** Left for another time: nobody who holds their key was there. */
  readonly waiting: number
  /** There may be more. */
  readonly isFull: boolean
}

/** Opens vaults whose slots are not as they should be, which makes them so: after a provider came, went, or is rotated. */
export async function renewSlots(
  control: Control,
  vaults: VaultStore,
  limit: number,
  signal?: AbortSignal,
): Promise<RenewedSlots> {
  const ids = await outdatedVaults(control, limit)
  let [renewed, waiting] = [0, 0]
  for (const id of ids) {
    signal?.throwIfAborted()
    try {
      await vaults.open(id, { reason: 'rotation' }, { ...(signal && { signal }) })
      renewed++
    } catch (error) {
      if (!hasCode(error)) throw error
      // Its backups say the same more loudly.
      waiting++
    }
  }
  return { renewed, waiting, isFull: renewed > 0 && ids.length >= limit }
}

async function outdatedVaults({ sql, clock }: Control, limit: number): Promise<readonly string[]> {
  const { value: rotation } = await readSetting(sql, rotationSetting)
  const kit = await recoveryHolder(sql)
  const since = (isKms: boolean): Date => new Date(renewedSince(rotation, isKms, clock.now()))
  // Of a provider that cannot be reached none can be made: where all lack the same, any will do to begin with.
  const { rows } = await raw<{ id: string }>`
    select vault.id from vault
    where vault.repository_id is not null and vault.destroy_at is null and vault.destroyed_at is null
      and (
        exists (
          select from key_provider provider
          where provider.removed_at is null
            and (provider.person_id is null or exists (
              select from onedrive where onedrive.vault_id = vault.id and onedrive.person_id = provider.person_id))
            and not exists (
              select from key_slot slot
              where slot.vault_id = vault.id and slot.provider_id = provider.id and slot.purpose = 'ekey'
                and slot.created_at >= (case when provider.kind = 'kms'
                  then ${since(true)}::timestamptz else ${since(false)}::timestamptz end)))
        or exists (
          select from key_slot slot join key_provider provider on provider.id = slot.provider_id
          where slot.vault_id = vault.id and provider.removed_at is not null)
        or (${kit !== undefined} and not exists (
          select from key_slot slot
          where slot.vault_id = vault.id and slot.provider_id = ${kit?.id ?? null}::uuid
            and slot.purpose = 'recovery-password'))
      )
    order by random()
    limit ${limit}`.execute(sql)
  return rows.map(({ id }) => id)
}
