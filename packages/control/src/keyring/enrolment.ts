import { enrolmentTokenText, type HubOptions, isEnrolmentProof, makeEnrolmentToken } from '@holdfast/keys'
import { z } from 'zod'
import { type Actor, requirePermission, systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { newId, now } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import { keyringErrors } from './errors.ts'
import { providerIdOf } from './provider-id.ts'
import { serverIdentity } from './server-identity.ts'

const PURPOSE = 'enrolment token'
const MINUTE = 60_000

export const newEnrolment = z.strictObject({
  kind: z.enum(['connector', 'device']).default('connector'),
  /** Whose device it is; for a device only. */
  personId: z.uuid().nullable().default(null),
  /** Minutes for which the token is good. */
  minutes: z.int().min(1).max(1_440).default(60),
})

export interface Enrolment {
  /** Shown once: whoever has it enrols a connector. */
  readonly token: string
  readonly expiresAt: Date
}

/** Makes a token by which one connector is taken on. Needs `organisation:write`. Raises HF_INVALID, HF_NOT_FOUND. */
export async function createEnrolment(
  control: SecretControl,
  actor: Actor,
  input: z.input<typeof newEnrolment>,
  url: string,
): Promise<Enrolment> {
  requirePermission(actor, 'organisation:write')
  const { kind, personId, minutes } = parseInput(newEnrolment, input)
  if ((kind === 'device') !== (personId !== null))
    throw controlErrors.HF_INVALID({ reason: 'a device, and nothing else, is somebody’s: say personId' })
  const { publicKey: server } = await serverIdentity(control)
  const token = makeEnrolmentToken(control.random, { url, tokenId: newId(control), server })
  const expiresAt = new Date(control.clock.now() + minutes * MINUTE)
  await control.sql.transaction().execute(async (transaction) => {
    if (personId !== null) {
      const person = await transaction
        .selectFrom('person')
        .select('id')
        .where('id', '=', personId)
        .executeTakeFirst()
      if (!person) throw controlErrors.HF_NOT_FOUND({ what: 'person', id: personId })
    }
    await transaction
      .insertInto('enrolmentToken')
      .values({
        id: token.tokenId,
        kind,
        personId,
        sealedSecret: control.secrets.seal(PURPOSE, token.tokenId, token.secret.toString('base64url')),
        createdBy: actor.id,
        createdAt: now(control),
        expiresAt,
      })
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'key-provider.invited',
      target: { kind: 'enrolment-token', id: token.tokenId },
      ...(personId !== null && { personId }),
      details: { kind, expiresAt: expiresAt.toISOString() },
    })
  })
  return { token: enrolmentTokenText(token), expiresAt }
}

/** Takes a connector on by its token, which is good once; gives its id. Raises HF_ENROLMENT_REFUSED. */
export function takeOn(control: SecretControl): HubOptions['enrol'] {
  return async (enrolment, challenge) =>
    await control.sql.transaction().execute(async (transaction) => {
      const refused = (reason: string): Error => keyringErrors.HF_ENROLMENT_REFUSED({ reason })
      const token = await transaction
        .selectFrom('enrolmentToken')
        .selectAll()
        .where('id', '=', enrolment.tokenId)
        .forUpdate()
        .executeTakeFirst()
      if (!token) throw refused('its token is not known here')
      const secret = Buffer.from(control.secrets.open(PURPOSE, token.id, token.sealedSecret), 'base64url')
      // Only who has the token is told what is the matter with it.
      if (!isEnrolmentProof(secret, challenge, enrolment)) throw refused('its token is not known here')
      if (token.usedAt !== null) throw refused('its token was used before')
      if (token.expiresAt <= now(control)) throw refused('its token has expired')
      const { name, identity, key } = enrolment
      const id = providerIdOf(identity, key)
      await transaction
        .updateTable('enrolmentToken')
        .set({ usedAt: now(control) })
        .where('id', '=', token.id)
        .execute()
      await transaction
        .insertInto('keyProvider')
        .values({
          id,
          kind: token.kind,
          name,
          personId: token.personId,
          publicKey: key.toString('base64url'),
          identity: identity.toString('base64url'),
          createdAt: now(control),
        })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, removedAt: null }))
        .execute()
      await recordAudit(control, transaction, systemActor('key-enrolment'), {
        action: 'key-provider.enrolled',
        target: { kind: 'key-provider', id },
        ...(token.personId !== null && { personId: token.personId }),
        details: { name, kind: token.kind, invitedBy: token.createdBy },
      })
      return id
    })
}
