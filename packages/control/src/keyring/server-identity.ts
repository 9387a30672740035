import { hasCode } from '@holdfast/base'
import { Identity } from '@holdfast/keys'
import { z } from 'zod'
import { systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { SecretBox, SecretControl } from '../secrets/secret-box.ts'
import { defineSetting, readSetting, rewriteSetting, writeSetting } from '../settings/stored-setting.ts'

const PURPOSE = 'server identity'
const ROW = 'keys'

const identitySetting = defineSetting(
  'keys.identity',
  z.object({ sealedSeed: z.string().nullable().default(null) }),
)

/**
 * Who this server is to its connectors; made when it is first wanted, and anew when the key that sealed it is lost: then
 * every connector must be enrolled again, and backups do not wait for somebody to find out why nothing starts.
 */
export async function serverIdentity(control: SecretControl): Promise<Identity> {
  const { secrets, random } = control
  return await control.sql.transaction().execute(async (transaction) => {
    const { value, version } = await readSetting(transaction, identitySetting)
    const known = value.sealedSeed === null ? undefined : opened(secrets, value.sealedSeed)
    if (known !== undefined) return Identity.fromSeed(known)
    const identity = Identity.create(random)
    const sealedSeed = secrets.seal(PURPOSE, ROW, identity.seed.toString('base64url'))
    await writeSetting(control, transaction, identitySetting.key, { sealedSeed }, version)
    if (value.sealedSeed !== null)
      await recordAudit(control, transaction, systemActor('keys'), {
        action: 'server-identity.renewed',
        target: { kind: 'setting', id: identitySetting.key },
      })
    return identity
  })
}

function opened(secrets: SecretBox, sealed: string): Buffer | undefined {
  try {
    return Buffer.from(secrets.open(PURPOSE, ROW, sealed), 'base64url')
  } catch (error) {
    if (hasCode(error, 'HF_SECRET_KEY_WRONG', 'HF_SECRET_DAMAGED')) return undefined
    throw error
  }
}

/** Seals the server's identity with the newest key, after a rotation; tokens that nobody used yet end. */
export async function resealKeyringSecrets(control: SecretControl): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    await rewriteSetting(control, transaction, identitySetting, ({ sealedSeed }) => ({
      sealedSeed: sealedSeed && control.secrets.reseal(PURPOSE, ROW, sealedSeed),
    }))
    await transaction.deleteFrom('enrolmentToken').execute()
  })
}
