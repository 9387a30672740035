import { hasCode, type Random } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { idOf } from './id.ts'
import { parseJsonObject } from './json-object.ts'
import { DEFAULT_KDF, deriveUserKey, type KdfParameters } from './kdf.ts'
import { MasterKey } from './master-key.ts'
import { goTime } from './time.ts'

const SALT_LENGTH = 64

/** Encodes a key file: the master key sealed with a password. Stored in the clear under the SHA-256 of these bytes. */
export async function encodeKeyFile(
  master: MasterKey,
  password: string,
  options: { random: Random; now: number; kdf?: KdfParameters },
): Promise<Buffer> {
  const kdf = options.kdf ?? DEFAULT_KDF
  const salt = options.random.bytes(SALT_LENGTH)
  const user = await deriveUserKey(password, salt, kdf)
  return Buffer.from(
    JSON.stringify({
      created: goTime(options.now),
      // In the clear for everyone who sees the storage: nothing of the organisation belongs here.
      username: 'holdfast',
      hostname: 'holdfast',
      kdf: 'scrypt',
      ...kdf,
      salt: salt.toString('base64'),
      data: user.seal(Buffer.from(master.toJson()), options.random).toString('base64'),
    }),
  )
}

interface KeyFile {
  readonly kdf?: unknown
  readonly N?: unknown
  readonly r?: unknown
  readonly p?: unknown
  readonly salt?: unknown
  readonly data?: unknown
}

/**
 * The master key in a key file. Raises HF_SEAL_BROKEN for another password, HF_KEY_FILE_DAMAGED for no key file: one whose
 * fields make no sense, or that this password does not open and whose bytes are not those that its name stands for.
 */
export async function decodeKeyFile(bytes: Uint8Array, password: string, name: string): Promise<MasterKey> {
  const file = parse(bytes, name)
  const { N, r, p } = file
  if (typeof file.salt !== 'string' || typeof file.data !== 'string')
    throw repositoryErrors.HF_KEY_FILE_DAMAGED({ name })
  const salt = Buffer.from(file.salt, 'base64')
  if (file.kdf !== 'scrypt' || typeof N !== 'number' || typeof r !== 'number' || typeof p !== 'number') {
    throw repositoryErrors.HF_KEY_FILE_DAMAGED({ name })
  }
  if (salt.length !== SALT_LENGTH) throw repositoryErrors.HF_KEY_FILE_DAMAGED({ name })
  try {
    const user = await deriveUserKey(password, salt, { N, r, p })
    return MasterKey.fromJson(user.open(Buffer.from(file.data, 'base64')).toString('utf8'))
  } catch (cause) {
    if (hasCode(cause, 'HF_SEAL_BROKEN') && idOf(bytes) === name) throw cause
    throw repositoryErrors.HF_KEY_FILE_DAMAGED({ name }, { cause })
  }
}

function parse(bytes: Uint8Array, name: string): KeyFile {
  const file = parseJsonObject(bytes)
  if (!file) throw repositoryErrors.HF_KEY_FILE_DAMAGED({ name })
  return file
}
