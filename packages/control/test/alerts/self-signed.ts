import { generateKeyPairSync } from 'node:crypto'
import { systemClock } from '@holdfast/base'
import { createCertificate } from '@holdfast/graph-emulator'

/** A key and a certificate of its own for a host, both PEM, valid for an hour. */
export function selfSigned(host: string) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = createCertificate({
    subject: host,
    issuer: host,
    key: privateKey,
    issuerKey: privateKey,
    notBefore: systemClock.now() - 60_000,
    notAfter: systemClock.now() + 3_600_000,
    usage: { hosts: [host] },
  })
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, certificate }
}
