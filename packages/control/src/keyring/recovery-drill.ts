import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { defineSetting, readSetting, writeSetting } from '../settings/stored-setting.ts'
import { kitName } from './recovery-kit.ts'

/** Failures that are told apart: more say nothing new. */
const FAILURES = 100

/** What a drill found: whether vaults open by the kit, and are whole. */
export const newDrill = z.strictObject({
  kitId: kitName,
  /** Vaults that lay where it was tried. */
  vaults: z.int().min(0),
  /** Vaults that opened and are whole. */
  opened: z.int().min(0),
  failures: z
    .array(z.strictObject({ vault: z.string().min(1).max(200), problem: z.string().min(1).max(1_000) }))
    .max(FAILURES),
})

const drillSetting = defineSetting(
  'keys.recovery-drill',
  z.object({ last: newDrill.extend({ at: z.iso.datetime() }).nullable().default(null) }),
)

export type Drill = z.output<typeof newDrill> & { readonly at: string }

/** The last one; undefined before the first. Needs `organisation:read`. */
export async function readDrill({ sql }: Pick<Control, 'sql'>, actor: Actor): Promise<Drill | undefined> {
  requirePermission(actor, 'organisation:read')
  const { value } = await readSetting(sql, drillSetting)
  return value.last ?? undefined
}

/** Keeps what a drill found, wherever it was run. Needs `organisation:write`. Raises HF_INVALID. */
export async function recordDrill(
  control: Control,
  actor: Actor,
  input: z.input<typeof newDrill>,
): Promise<void> {
  requirePermission(actor, 'organisation:write')
  const drill = parseInput(newDrill, input)
  await control.sql.transaction().execute(async (transaction) => {
    const { version } = await readSetting(transaction, drillSetting)
    const last = { ...drill, at: now(control).toISOString() }
    await writeSetting(control, transaction, drillSetting.key, { last }, version)
    await recordAudit(control, transaction, actor, {
      action: 'recovery-kit.drilled',
      target: { kind: 'recovery-kit', id: drill.kitId },
      details: { opened: drill.opened, failed: drill.failures.length, vaults: drill.vaults },
    })
  })
}
