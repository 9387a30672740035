import { type Kms, KmsProvider } from '@holdfast/keys'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'

const key = z.string().trim().min(1).max(500)

/** Where a key management service is, and which key of it. What it takes to sign in never stands here. */
export const kmsSettings = z.discriminatedUnion('service', [
  z.strictObject({
    service: z.literal('aws'),
    keyId: key,
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,50}$/, 'a region such as eu-central-1')
      .optional(),
  }),
  z.strictObject({ service: z.literal('azure'), keyUrl: z.url({ protocol: /^https$/ }) }),
  z.strictObject({
    service: z.literal('transit'),
    address: z.url({ protocol: /^https?$/ }),
    key,
    mount: z.string().max(100).optional(),
    namespace: z.string().max(200).optional(),
  }),
])

export type KmsSettings = z.infer<typeof kmsSettings>

export const newKms = z.strictObject({ name: z.string().trim().min(1).max(100), settings: kmsSettings })

/** Makes the way to a service. */
export type OpenKms = (settings: KmsSettings) => Kms

/** Milliseconds that the first wrap may take. */
const PATIENCE = 15_000

/**
 * Takes a key management service on, once it has shown that it wraps and unwraps. Needs `organisation:write`. Raises
 * HF_INVALID, EKEY_REFUSED, EKEY_UNAVAILABLE.
 */
export async function addKms(
  control: Control,
  actor: Actor,
  input: z.input<typeof newKms>,
  open: OpenKms,
): Promise<{ readonly id: string }> {
  requirePermission(actor, 'organisation:write')
  const { name, settings } = parseInput(newKms, input)
  await tryKms(open(settings), control)
  const id = newId(control)
  await control.sql.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('keyProvider')
      .values({ id, kind: 'kms', name, settings: JSON.stringify(settings), createdAt: now(control) })
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'key-provider.added',
      target: { kind: 'key-provider', id },
      details: { name, service: settings.service },
    })
  })
  return { id }
}

/** Wraps and unwraps something that is no secret. Raises what the service raises. */
export async function tryKms(kms: Kms, { random }: Pick<Control, 'random'>): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE)
  const probe = random.bytes(32)
  const opened = await kms.unwrap(await kms.wrap(probe, 'holdfast probe', signal), 'holdfast probe', signal)
  if (!opened.equals(probe)) throw new Error(`${kms.name} does not unwrap what it wrapped`)
}

/** The provider that a row describes; undefined for one that is no key management service. */
export function kmsProviderOf(
  { id, kind, settings }: Row<'keyProvider'>,
  open: OpenKms,
): KmsProvider | undefined {
  if (kind !== 'kms') return undefined
  return new KmsProvider(id, open(kmsSettings.parse(settings)))
}
