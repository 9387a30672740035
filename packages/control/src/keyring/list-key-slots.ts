import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { readPerson } from '../people/read-person.ts'
import { recoveryHolder } from './recovery-kit.ts'

/** A key slot as it is shown: who can open it, and nothing of what lies in it. */
export interface KeySlotView {
  readonly id: string
  readonly createdAt: Date
  /** `provider`, `recovery-kit`, or `unknown` for a holder that is not known here any more. */
  readonly holder: 'provider' | 'recovery-kit' | 'unknown'
  readonly provider: {
    readonly id: string
    readonly kind: Row<'keyProvider'>['kind']
    readonly name: string
    readonly isConnected: boolean
    readonly isRemoved: boolean
  } | null
}

/**
 * The key slots of a person's vault, oldest first; none while there is no vault. Needs `organisation:read`. Raises
 * HF_NOT_FOUND.
 */
export async function listKeySlots(
  control: Control,
  actor: Actor,
  personId: string,
  isConnected: (providerId: string) => boolean,
): Promise<readonly KeySlotView[]> {
  requirePermission(actor, 'organisation:read')
  await readPerson(control, actor, personId)
  const rows = await control.sql
    .selectFrom('keySlot')
    .innerJoin('onedrive', 'onedrive.vaultId', 'keySlot.vaultId')
    .leftJoin('keyProvider', 'keyProvider.id', 'keySlot.providerId')
    .select(['keySlot.id', 'keySlot.createdAt', 'keySlot.providerId'])
    .select(['keyProvider.kind', 'keyProvider.name', 'keyProvider.removedAt'])
    .where('onedrive.personId', '=', personId)
    .orderBy('keySlot.createdAt')
    .orderBy('keySlot.id')
    .execute()
  const kit = await recoveryHolder(control.sql)
  return rows.map(({ id, createdAt, providerId, kind, name, removedAt }) => ({
    id,
    createdAt,
    holder: kind !== null ? 'provider' : providerId === kit?.id ? 'recovery-kit' : 'unknown',
    provider:
      kind === null || name === null
        ? null
        : { id: providerId, kind, name, isConnected: isConnected(providerId), isRemoved: removedAt !== null },
  }))
}
