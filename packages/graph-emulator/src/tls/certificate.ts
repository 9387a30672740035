import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, boolean, context, integer, octets, oid, sequence, set, time, utf8 } from './der.ts'

export interface CertificateRequest {
  readonly subject: string
  readonly issuer: string
  /** Private key of the subject. */
  readonly key: KeyObject
  /** Private key of the issuer. */
  readonly issuerKey: KeyObject
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
  /** An authority may sign others; a server has names and addresses. */
  readonly usage: 'authority' | { readonly hosts: readonly string[] }
}

const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** Writes and signs an X.509 v3 certificate (RFC 5280) for ECDSA keys; returns PEM. */
export function createCertificate(request: CertificateRequest): string {
  const publicKey = publicDer(request.key)
  const body = sequence(
    context(0, true, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(0x4a), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    commonName(request.issuer),
    sequence(time(request.notBefore), time(request.notAfter)),
    commonName(request.subject),
    publicKey,
    context(3, true, sequence(...extensions(request, publicKey))),
  )
  const signature = sign('sha256', body, request.issuerKey)
  const der = sequence(body, ECDSA_WITH_SHA256, bits(signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function extensions({ usage, issuerKey }: CertificateRequest, publicKey: Buffer): Buffer[] {
  const keyIds = [
    extension('2.5.29.14', false, octets(keyId(publicKey))),
    extension('2.5.29.35', false, sequence(context(0, false, keyId(publicDer(issuerKey))))),
  ]
  if (usage === 'authority') {
    return [
      extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.of(0)))),
      // keyCertSign and cRLSign.
      extension('2.5.29.15', true, bits(Buffer.of(0x06), 1)),
      ...keyIds,
    ]
  }
  return [
    extension('2.5.29.19', true, sequence()),
    // digitalSignature.
    extension('2.5.29.15', true, bits(Buffer.of(0x80), 7)),
    // serverAuth.
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, sequence(...usage.hosts.map(alternativeName))),
    ...keyIds,
  ]
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 0) return context(2, false, Buffer.from(host))
  if (isIP(host) === 4) return context(7, false, Buffer.from(host.split('.').map(Number)))
  // The URL parser writes every group of an IPv6 address without abbreviation only if we expand it.
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const groups = [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return context(7, false, Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex'))
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(name))))
}

function publicDer(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}

/** SHA-1 of the key's bits, which are the last 65 bytes of a P-256 SPKI (RFC 5280 section 4.2.1.2, method 1). */
function keyId(spki: Buffer): Buffer {
  return createHash('sha1').update(spki.subarray(-65)).digest()
}
