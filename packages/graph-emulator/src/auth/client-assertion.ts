import { constants, verify } from 'node:crypto'
import { type AppRegistration, findCertificate } from './app-registry.ts'
import type { SignInErrorNumber } from './sign-in-error.ts'

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
): SignInErrorNumber | undefined {
  const [head = '', body = '', signature = ''] = assertion.split('.')
  const header = parse<AssertionHeader>(head)
  const claims = parse<AssertionClaims>(body)
  if (!header || !claims) return 50013
  const certificate = findCertificate(app, header)
  if (!certificate) return 700027
  const pss = header.alg === 'PS256'
  if (!pss && header.alg !== 'RS256') return 700027
  const key = pss
    ? { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    : { key: certificate.publicKey }
  if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    return 700027
  if (claims.iss !== app.appId || claims.sub !== app.appId) return 50013
  if (!audiences.some((audience) => audience.toLowerCase() === claims.aud?.toLowerCase())) return 50013
  const seconds = now / 1000
  if (claims.exp === undefined || claims.exp + CLOCK_SKEW < seconds) return 500133
  if (claims.nbf !== undefined && claims.nbf - CLOCK_SKEW > seconds) return 500133
  return undefined
}

function parse<T>(part: string): T | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}
