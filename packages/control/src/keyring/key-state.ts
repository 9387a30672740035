import type { KeySlot } from '@holdfast/keys'
import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { askingOrder, type VaultOwner } from './asking-order.ts'
import { holderOfKit, kitSetting } from './recovery-kit.ts'
import { type RotationSettings, rotationSetting } from './rotation.ts'
import type { PublicKeyHolder } from './slot-holder.ts'

/** What the database says of a vault's keys: whose it is, who holds them, what lies in its slots, and what is to lie there. */
export interface KeyState {
  readonly owner: VaultOwner | undefined
  /** Those that serve the vault, in the order in which they are asked. */
  readonly active: readonly Row<'keyProvider'>[]
  readonly removed: ReadonlySet<string>
  /** None where the database was lost: then the storage has them. */
  readonly slots: readonly KeySlot[]
  readonly rotation: RotationSettings
  readonly kit: PublicKeyHolder | undefined
}

type Stored = Omit<Row<'keyProvider'>, 'createdAt' | 'seenAt' | 'removedAt'> & {
  readonly createdAt: string
  readonly seenAt: string | null
  readonly removedAt: string | null
}

interface Answer {
  readonly owner: VaultOwner | null
  readonly providers: readonly Stored[]
  readonly slots: readonly KeySlot[]
  readonly rotation: z.input<typeof rotationSetting.schema> | null
  readonly kit: z.input<typeof kitSetting.schema> | null
}

/** All of it in one statement: every opening of a vault asks, and each statement costs as much as the whole question. */
export async function readKeyState(sql: Sql, vaultId: string): Promise<KeyState> {
  const { rows } = await raw<Answer>`
    select
      (select jsonb_build_object(
          'personId', person.id, 'profileId', person.profile_id, 'order', profile.settings -> 'keyProviders')
        from onedrive
        join person on person.id = onedrive.person_id
        join profile on profile.id = person.profile_id
        where onedrive.vault_id = ${vaultId}
        limit 1) as owner,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', id, 'kind', kind, 'name', name, 'personId', person_id, 'publicKey', public_key, 'identity', identity,
          'settings', settings, 'createdAt', created_at, 'seenAt', seen_at, 'removedAt', removed_at)
          order by created_at), '[]')
        from key_provider) as providers,
      (select coalesce(jsonb_agg(slot), '[]') from key_slot where vault_id = ${vaultId}) as slots,
      (select value from setting where key = ${rotationSetting.key}) as rotation,
      (select value from setting where key = ${kitSetting.key}) as kit`.execute(sql)
  const { owner, providers, slots, rotation, kit } = rows[0] as Answer
  const all = providers.map(providerOf)
  const active = all.filter(({ removedAt }) => removedAt === null)
  const removed = all.filter(({ removedAt }) => removedAt !== null)
  return {
    owner: owner ?? undefined,
    active: askingOrder(active, vaultId, owner ?? undefined),
    removed: new Set(removed.map(({ id }) => id)),
    slots,
    rotation: rotationSetting.schema.parse(rotation ?? {}),
    kit: holderOfKit(kitSetting.schema.parse(kit ?? {})),
  }
}

function providerOf({ createdAt, seenAt, removedAt, ...provider }: Stored): Row<'keyProvider'> {
  return {
    ...provider,
    createdAt: new Date(createdAt),
    seenAt: seenAt === null ? null : new Date(seenAt),
    removedAt: removedAt === null ? null : new Date(removedAt),
  }
}
