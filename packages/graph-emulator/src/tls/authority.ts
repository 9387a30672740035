import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createCertificate } from './certificate.ts'

/** PEM texts of a certificate and its private key. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

const AUTHORITY = 'Holdfast emulator authority'
const DAY = 86_400_000

/** Makes a certificate authority that is valid for ten years from `now` (milliseconds). */
export function createAuthority(now: number): KeyPair {
  const key = newKey()
  const certificate = createCertificate({
    subject: AUTHORITY,
    issuer: AUTHORITY,
    key,
    issuerKey: key,
    notBefore: now - DAY,
    notAfter: now + 3650 * DAY,
    usage: 'authority',
  })
  return { certificate, key: pem(key) }
}

/** Makes a server certificate for names and IP addresses, signed by the authority, valid for 397 days. */
export function createServerIdentity(authority: KeyPair, hosts: readonly string[], now: number): KeyPair {
  const key = newKey()
  const certificate = createCertificate({
    subject: 'Holdfast emulator',
    issuer: AUTHORITY,
    key,
    issuerKey: createPrivateKey(authority.key),
    notBefore: now - DAY,
    notAfter: now + 397 * DAY,
    usage: { hosts },
  })
  return { certificate, key: pem(key) }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
