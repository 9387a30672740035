import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromBase32 } from './base32.ts'

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, a new code every 30 seconds. */
const STEP_MS = 30_000
const DIGITS = 6
/** Steps that a device's clock may be off. */
const DRIFT = 1

/** RFC 4226: the code of a counter. */
export function hotp(secret: Uint8Array, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac('sha1', secret).update(message).digest()
  const offset = (mac.at(-1) as number) & 15
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step of a time in milliseconds. */
export function totpStep(time: number): number {
  return Math.floor(time / STEP_MS)
}

/**
 * The step whose code it is, of the one now and its neighbours: undefined for a wrong code, and for one of a step that is
 * not after `lastStep`, so that no code is taken twice. `secret` is in base32.
 */
export function matchingStep(
  secret: string,
  code: string,
  time: number,
  lastStep: number | null,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const key = fromBase32(secret)
  const now = totpStep(time)
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, i) => now - DRIFT + i)
  return steps.find(
    (step) => step > (lastStep ?? -1) && timingSafeEqual(Buffer.from(hotp(key, step)), Buffer.from(code)),
  )
}

/** What the QR code for an authenticator app says. */
export function totpUri(secret: string, email: string, issuer = 'Holdfast'): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1_000}`
}
