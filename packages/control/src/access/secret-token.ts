import { createHash } from 'node:crypto'
import type { Control } from '../control.ts'

const BYTES = 32

/** What an API token begins with: it is found where it should not lie. */
export const API_TOKEN_PREFIX = 'hft_'

/** 32 random bytes as text. Only `hashOfToken` of it is ever stored. */
export function newToken({ random }: Pick<Control, 'random'>, prefix = ''): string {
  return prefix + random.bytes(BYTES).toString('base64url')
}

/** SHA-256 in hexadecimal: a token has too many bits to be guessed from it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
