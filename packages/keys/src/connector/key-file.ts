import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '@holdfast/base'
import { z } from 'zod'
import { wipe } from '../envelope/ekey.ts'
import { keyErrors } from '../errors.ts'

const derive = promisify(
  (password: string, salt: Buffer, options: object, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(password, salt, 32, options, done),
)

/** scrypt's cost: 64 MiB and some tenths of a second for each guess (RFC 7914). */
const COST = { N: 65_536, r: 8, p: 1 } as const
const MEMORY = 256 * 1024 * 1024
const SECRET_BYTES = 64

const bytes = z.base64url()
const keyFile = z.strictObject({
  version: z.literal(1),
  providerId: z.uuid(),
  name: z.string().min(1).max(100),
  /** Where the server is, and its public identity. */
  url: z.url(),
  server: bytes,
  publicKey: bytes,
  secret: z.discriminatedUnion('protection', [
    /** By the permissions of the file alone. */
    z.strictObject({ protection: z.literal('none'), value: bytes }),
    z.strictObject({
      protection: z.literal('passphrase'),
      N: z.int().min(1_024).max(1_048_576),
      r: z.int().min(1).max(32),
      p: z.int().min(1).max(16),
      salt: bytes,
      nonce: bytes,
      value: bytes,
    }),
  ]),
})

/** What a connector is, apart from its secrets. */
export interface ConnectorConfiguration {
  readonly providerId: string
  readonly name: string
  readonly url: string
  readonly server: Buffer
  readonly publicKey: Buffer
}

export interface ConnectorSecrets {
  /** X25519, 32 bytes: opens the slots. */
  readonly privateKey: Buffer
  /** Ed25519, 32 bytes: says who it is. */
  readonly identitySeed: Buffer
}

/** The text of a connector's key file; its secrets sealed with the passphrase, if there is one. */
export async function keyFileText(
  configuration: ConnectorConfiguration,
  { privateKey, identitySeed }: ConnectorSecrets,
  { passphrase, random }: { readonly passphrase?: string; readonly random: Random },
): Promise<string> {
  const { server, publicKey, ...rest } = configuration
  const head = {
    version: 1,
    ...rest,
    server: server.toString('base64url'),
    publicKey: publicKey.toString('base64url'),
  } as const
  const plaintext = Buffer.concat([privateKey, identitySeed])
  try {
    const secret =
      passphrase === undefined
        ? ({ protection: 'none', value: plaintext.toString('base64url') } as const)
        : await seal(plaintext, passphrase, JSON.stringify(head), random)
    return `${JSON.stringify({ ...head, secret } satisfies z.input<typeof keyFile>, undefined, 2)}\n`
  } finally {
    wipe(plaintext)
  }
}

/** Whether a key file's secrets need a passphrase. Raises HF_KEY_MALFORMED. */
export function needsPassphrase(text: string): boolean {
  return parse(text).secret.protection === 'passphrase'
}

/** Raises HF_KEY_MALFORMED, HF_PASSPHRASE_WRONG (also for a file in which anything was changed). */
export async function openKeyFile(
  text: string,
  passphrase?: string,
): Promise<ConnectorConfiguration & ConnectorSecrets> {
  const { secret, ...head } = parse(text)
  const plaintext =
    secret.protection === 'none'
      ? Buffer.from(secret.value, 'base64url')
      : await unseal(secret, passphrase ?? '', JSON.stringify(head))
  if (plaintext.length !== SECRET_BYTES)
    throw keyErrors.HF_KEY_MALFORMED({ what: 'key file', reason: 'its secrets are not whole' })
  const { providerId, name, url } = head
  return {
    providerId,
    name,
    url,
    server: Buffer.from(head.server, 'base64url'),
    publicKey: Buffer.from(head.publicKey, 'base64url'),
    privateKey: plaintext.subarray(0, 32),
    identitySeed: plaintext.subarray(32),
  }
}

function parse(text: string): z.output<typeof keyFile> {
  try {
    return keyFile.parse(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? (cause.issues[0]?.message ?? 'incomplete') : 'it is no JSON'
    throw keyErrors.HF_KEY_MALFORMED({ what: 'key file', reason })
  }
}

async function seal(plaintext: Buffer, passphrase: string, head: string, random: Random) {
  const salt = random.bytes(32)
  const nonce = random.bytes(12)
  const key = await derive(passphrase.normalize('NFKC'), salt, { ...COST, maxmem: MEMORY })
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(head))
  const value = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  wipe(key)
  return {
    protection: 'passphrase' as const,
    ...COST,
    salt: salt.toString('base64url'),
    nonce: nonce.toString('base64url'),
    value: value.toString('base64url'),
  }
}

async function unseal(
  secret: Extract<z.output<typeof keyFile>['secret'], { protection: 'passphrase' }>,
  passphrase: string,
  head: string,
): Promise<Buffer> {
  const { N, r, p, salt, nonce, value } = secret
  const sealed = Buffer.from(value, 'base64url')
  try {
    const key = await derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64url'), {
      N,
      r,
      p,
      maxmem: MEMORY,
    })
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
    decipher.setAAD(Buffer.from(head)).setAuthTag(sealed.subarray(-16))
    wipe(key)
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  } catch (cause) {
    throw keyErrors.HF_PASSPHRASE_WRONG({}, { cause })
  }
}
