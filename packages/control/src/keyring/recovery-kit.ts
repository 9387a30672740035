import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { parseInput } from '../parse-input.ts'
import { defineSetting, readSetting, writeSetting } from '../settings/stored-setting.ts'
import { providerIdOf } from './provider-id.ts'
import type { PublicKeyHolder } from './slot-holder.ts'

/** Of a recovery kit the server knows the public half alone: the words are made, and stay, where they are printed. */
export const kitSetting = defineSetting(
  'keys.recovery-kit',
  z.object({
    kitId: z.string().nullable().default(null),
    publicKey: z.string().nullable().default(null),
    madeAt: z.iso.datetime().nullable().default(null),
  }),
)

/** What names a kit, on the sheet and here. */
export const kitName = z
  .string()
  .regex(/^[0-9a-f]{4}-[0-9a-f]{4}$/, 'the name on the sheet, such as 12ab-34cd')

export const newKit = z.strictObject({
  kitId: kitName,
  /** X25519, 32 bytes. */
  publicKey: z.string().regex(/^[\w-]{43}$/, '32 bytes in base64url'),
})

export interface KitState {
  readonly kitId: string
  readonly madeAt: string
  /** Vaults that it opens, of all there are. */
  readonly vaults: number
  readonly of: number
}

/** The kit that new slots are sealed to; undefined before one was made. */
export async function recoveryHolder(sql: Sql): Promise<PublicKeyHolder | undefined> {
  const { value } = await readSetting(sql, kitSetting)
  return holderOfKit(value)
}

export function holderOfKit(kit: z.output<typeof kitSetting.schema>): PublicKeyHolder | undefined {
  if (kit.publicKey === null) return undefined
  const publicKey = Buffer.from(kit.publicKey, 'base64url')
  return { id: kitHolderId(publicKey), publicKey }
}

/** How a kit stands in slots. */
export function kitHolderId(publicKey: Uint8Array): string {
  return providerIdOf(Buffer.from('recovery kit'), publicKey)
}

/** Undefined before one was made. Needs `organisation:read`. */
export async function readRecoveryKit(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
): Promise<KitState | undefined> {
  requirePermission(actor, 'organisation:read')
  const { value } = await readSetting(sql, kitSetting)
  const holder = await recoveryHolder(sql)
  if (holder === undefined || value.kitId === null || value.madeAt === null) return undefined
  const { of } = await sql
    .selectFrom('vault')
    .select((query) => query.fn.countAll<number>().as('of'))
    .where('repositoryId', 'is not', null)
    .where('destroyedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const { vaults } = await sql
    .selectFrom('keySlot')
    .select((query) => query.fn.countAll<number>().as('vaults'))
    .where('providerId', '=', holder.id)
    .where('purpose', '=', 'recovery-password')
    .executeTakeFirstOrThrow()
  return { kitId: value.kitId, madeAt: value.madeAt, vaults, of }
}

/**
 * From now on vaults can be opened by this kit; an older one opens what it opened until then, and nothing new. Needs
 * `organisation:write`. Raises HF_INVALID.
 */
export async function setRecoveryKit(
  control: Control,
  actor: Actor,
  input: z.input<typeof newKit>,
): Promise<void> {
  requirePermission(actor, 'organisation:write')
  const kit = parseInput(newKit, input)
  await control.sql.transaction().execute(async (transaction) => {
    const { value: before, version } = await readSetting(transaction, kitSetting)
    const value = { ...kit, madeAt: now(control).toISOString() }
    await writeSetting(control, transaction, kitSetting.key, value, version)
    await recordAudit(control, transaction, actor, {
      action: 'recovery-kit.made',
      target: { kind: 'recovery-kit', id: kit.kitId },
      details: { replaces: before.kitId },
    })
  })
}
