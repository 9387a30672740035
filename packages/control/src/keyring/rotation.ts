import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { DAY } from '../schedule/zone.ts'
import { defineSetting, readSetting, writeSetting } from '../settings/stored-setting.ts'

/** When the slots of vaults are made anew. */
export const rotationSetting = defineSetting(
  'keys.rotation',
  z.object({
    /** Days after which what a key management service wrapped is wrapped with its key's newest version. */
    rewrapDays: z.int().min(1).max(3_650).default(90),
    /** Slots from before this are made anew, whoever they are for. */
    requestedAt: z.iso.datetime().nullable().default(null),
  }),
)

export type RotationSettings = z.infer<typeof rotationSetting.schema>

/** How far a rotation is. */
export interface RotationState {
  /** When somebody last asked for one. */
  readonly requestedAt: string | null
  readonly rewrapDays: number
  /** When the oldest slot of a key management service is wrapped anew by itself; null without one. */
  readonly nextAt: Date | null
  /** Slots that are as new as they should be, of all there are. */
  readonly renewed: number
  readonly of: number
}

/** Needs `organisation:read`. */
export async function readRotation(
  { sql, clock }: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
): Promise<RotationState> {
  requirePermission(actor, 'organisation:read')
  const { value: rotation } = await readSetting(sql, rotationSetting)
  const since = (isKms: boolean) => new Date(renewedSince(rotation, isKms, clock.now()))
  const rows = await sql
    .selectFrom('keySlot')
    .innerJoin('keyProvider', 'keyProvider.id', 'keySlot.providerId')
    .innerJoin('vault', 'vault.id', 'keySlot.vaultId')
    .select(({ fn, eb, and, or }) => [
      fn.countAll<number>().as('of'),
      fn
        .countAll<number>()
        .filterWhere(
          or([
            and([eb('keyProvider.kind', '=', 'kms'), eb('keySlot.createdAt', '>=', since(true))]),
            and([eb('keyProvider.kind', '<>', 'kms'), eb('keySlot.createdAt', '>=', since(false))]),
          ]),
        )
        .as('renewed'),
      fn.min('keySlot.createdAt').filterWhere('keyProvider.kind', '=', 'kms').as('oldest'),
    ])
    .where('keySlot.purpose', '=', 'ekey')
    .where('keyProvider.removedAt', 'is', null)
    .where('vault.destroyAt', 'is', null)
    .where('vault.destroyedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const oldest = rows.oldest as Date | null
  return {
    requestedAt: rotation.requestedAt,
    rewrapDays: rotation.rewrapDays,
    nextAt: oldest && new Date(oldest.getTime() + rotation.rewrapDays * DAY),
    renewed: rows.renewed,
    of: rows.of,
  }
}

/** Slots must be newer than this, in milliseconds. */
export function renewedSince(
  { rewrapDays, requestedAt }: RotationSettings,
  isKms: boolean,
  now: number,
): number {
  const asked = requestedAt === null ? 0 : Date.parse(requestedAt)
  return isKms ? Math.max(asked, now - rewrapDays * DAY) : asked
}

/**
 * From now on every slot is made anew, by and by, the old one kept until the new one is there; can be stopped at any
 * moment and goes on. Needs `organisation:write`.
 */
export async function rotateSlots(control: Control, actor: Actor): Promise<void> {
  requirePermission(actor, 'organisation:write')
  await control.sql.transaction().execute(async (transaction) => {
    const { value, version } = await readSetting(transaction, rotationSetting)
    const requestedAt = now(control).toISOString()
    await writeSetting(control, transaction, rotationSetting.key, { ...value, requestedAt }, version)
    await recordAudit(control, transaction, actor, {
      action: 'keys.rotated',
      target: { kind: 'organisation', id: 'keys' },
    })
  })
}
