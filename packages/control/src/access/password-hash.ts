import { hash, type Options, verify } from '@node-rs/argon2'
import type { Control } from '../control.ts'
import { normalPassword } from './password-rules.ts'

/** OWASP's parameters of argon2id (the default algorithm of the library): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options
const BEGINNING = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`
const SALT_BYTES = 16

/** A hash that no password has: verifying it takes as long as any other. */
const NOBODY = `${BEGINNING}${'A'.repeat(22)}$${'A'.repeat(43)}`

/** argon2id, as text with its salt and parameters. */
export function hashPassword({ random }: Pick<Control, 'random'>, password: string): Promise<string> {
  return hash(normalPassword(password), { ...PARAMETERS, salt: random.bytes(SALT_BYTES) })
}

/** Whether it is the password. Without a hash it is not, after the same time. */
export async function isPassword(password: string, hashed: string | null | undefined): Promise<boolean> {
  const fits = await verify(hashed ?? NOBODY, normalPassword(password))
  return fits && hashed !== null && hashed !== undefined
}

/** Whether it was made with other parameters than today's. */
export function isOutdated(hashed: string): boolean {
  return !hashed.startsWith(BEGINNING)
}
