import { constants, verify, type X509Certificate } from 'node:crypto'
import { type AppRegistration, findCertificate } from './app-registry.ts'
import type { CredentialRefusal } from './sign-in-error.ts'

interface AssertionHeader {
  readonly alg?: string
  readonly x5t?: string
  readonly 'x5t#S256'?: string
}

interface AssertionClaims {
  readonly aud?: string
  readonly iss?: string
  readonly sub?: string
  readonly nbf?: number
  readonly exp?: number
}

/** Entra allows clocks to differ by five minutes. */
const CLOCK_SKEW = 300

/**
 * Checks a certificate assertion (RFC 7523) for an app: what is wrong with it, or nothing.
 * `audiences` are the token endpoint's addresses, `now` in milliseconds.
 */
export function checkAssertion(
  assertion: string,
  app: AppRegistration,
  audiences: readonly string[],
  now: number,
): CredentialRefusal | undefined {
  const [head = '', body = '', signature = ''] = assertion.split('.')
  const header = parse<AssertionHeader>(head)
  const claims = parse<AssertionClaims>(body)
  if (!header || !claims) return { number: 50013 }
  const certificate = findCertificate(app, header)
  if (!certificate) return badKey('The key was not found.', header)
  if (certificate.validToDate.getTime() <= now) return badKey('The key used is expired.', header, certificate)
  const pss = header.alg === 'PS256'
  const key = pss
    ? { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    : { key: certificate.publicKey }
  const isKnown = pss || header.alg === 'RS256'
  if (!isKnown || !verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    return badKey('Key was found, but use of the key to verify the signature failed.', header, certificate)
  if (claims.iss !== app.appId || claims.sub !== app.appId) return { number: 50013 }
  if (!audiences.some((audience) => audience.toLowerCase() === claims.aud?.toLowerCase()))
    return { number: 50013 }
  const seconds = now / 1000
  if (claims.exp === undefined || claims.exp + CLOCK_SKEW < seconds) return { number: 700024 }
  if (claims.nbf !== undefined && claims.nbf - CLOCK_SKEW > seconds) return { number: 700024 }
  return undefined
}

/** As Entra words it: the reason, the thumbprint that came, and the days of the key that was found. */
function badKey(reason: string, header: AssertionHeader, found?: X509Certificate): CredentialRefusal {
  const thumbprint = Buffer.from(header.x5t ?? header['x5t#S256'] ?? '', 'base64url')
  const key = found ? `, Found key 'Start=${found.validFrom}, End=${found.validTo}'` : ''
  const client = thumbprint.toString('hex').toUpperCase()
  return {
    number: 700027,
    detail: `[Reason - ${reason}, Thumbprint of key used by client: '${client}'${key}]`,
  }
}

function parse<T>(part: string): T | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}
