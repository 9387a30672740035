import { createHash, timingSafeEqual } from 'node:crypto'
import type { Control } from '../control.ts'

/** A secret that Microsoft sends along with every notification of a subscription. */
export function newClientState({ random }: Pick<Control, 'random'>): string {
  return random.bytes(32).toString('base64url')
}

/** What is kept of it. */
export function hashOfClientState(clientState: string): string {
  return createHash('sha256').update(clientState).digest('hex')
}

/** In the same time whatever is wrong with it. */
export function isClientState(clientState: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfClientState(clientState)), Buffer.from(hash))
}
