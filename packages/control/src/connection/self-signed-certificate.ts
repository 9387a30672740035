import {
  createHash,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '@holdfast/base'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'

export interface SelfSigned {
  /** PEM: what the administrator uploads. */
  readonly certificate: string
  /** PEM (PKCS #8), without a passphrase. */
  readonly privateKey: string
  /** SHA-1 in upper-case hexadecimal: how Microsoft Entra shows a certificate. */
  readonly thumbprint: string
  readonly expiresAt: Date
}

export interface SelfSignedOptions {
  readonly commonName: string
  readonly validFrom: Date
  readonly validTo: Date
  /** For the serial number; the key comes from the operating system. */
  readonly random: Random
}

/** Microsoft Entra verifies assertions by RSA only; 3072 bits are good beyond 2030 (NIST SP 800-57). */
const KEY_BITS = 3_072

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11'
const COMMON_NAME = '2.5.4.3'

const generate = promisify(generateKeyPair)

/** Makes an RSA key pair and a certificate for it that it signs itself, good for proving who a client is. */
export async function selfSigned(options: SelfSignedOptions): Promise<SelfSigned> {
  const { privateKey } = await generate('rsa', { modulusLength: KEY_BITS })
  const certificate = new X509Certificate(certificateOf(privateKey, options))
  return {
    certificate: certificate.toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    expiresAt: certificate.validToDate,
  }
}

/** RFC 5280, in DER. */
function certificateOf(privateKey: KeyObject, { commonName, validFrom, validTo, random }: SelfSignedOptions) {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const subjectPublicKeyInfo = AsnConvert.parse(spki, SubjectPublicKeyInfo)
  const algorithm = new AlgorithmIdentifier({ algorithm: SHA256_WITH_RSA, parameters: null })
  const name = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({
        type: COMMON_NAME,
        value: new AttributeValue({ utf8String: commonName }),
      }),
    ]),
  ])
  const serial = random.bytes(16)
  // Positive, and of a constant length.
  serial[0] = ((serial[0] as number) & 0x3f) | 0x40
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: bytesOf(serial),
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new Validity({ notBefore: validFrom, notAfter: validTo }),
    subjectPublicKeyInfo,
    extensions: new Extensions([
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_clientAuth])),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(subjectPublicKeyInfo))),
    ]),
  })
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey)
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bytesOf(signature),
  })
  return Buffer.from(AsnConvert.serialize(certificate))
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

/** RFC 5280, section 4.2.1.2, method 1. */
function keyId({ subjectPublicKey }: SubjectPublicKeyInfo): ArrayBuffer {
  return bytesOf(createHash('sha1').update(Buffer.from(subjectPublicKey)).digest())
}

function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer
}
