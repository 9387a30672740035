import type { Purpose } from '@holdfast/graph'
import type { Connection, Credential } from './connection-setting.ts'

/** When a credential that is in use ends. */
export interface CredentialExpiry {
  readonly purpose: Purpose
  readonly kind: Credential['kind']
  /** RFC 3339. */
  readonly expiresAt: string
}

/** The ends of the credentials in use, as far as they are known. */
export function credentialExpiries({ backup, restore }: Connection): readonly CredentialExpiry[] {
  const expiries: CredentialExpiry[] = []
  for (const [purpose, registration] of [
    ['backup', backup],
    ['restore', restore],
  ] as const) {
    const current = registration?.current
    if (current?.expiresAt) expiries.push({ purpose, kind: current.kind, expiresAt: current.expiresAt })
  }
  return expiries
}
