import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Caller } from '../http/route.ts'

/** Graph's own application id, the other legal audience of its tokens. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

export type TokenVerdict = Caller | 'expired' | 'invalid'

interface Known {
  readonly caller: Caller
  /** Milliseconds since 1970. */
  readonly expires: number
}

/**
 * Issues and checks access tokens: JWTs signed by HMAC, because nobody but the emulator may look inside them.
 * Verdicts are kept, so a token costs one signature check however often it is used.
 */
export class AccessTokens {
  readonly #key: Buffer
  readonly #tenantId: string
  readonly #known = new Map<string, Known>()
  #serial = 0

  constructor(key: Buffer, tenantId: string) {
    this.#key = key
    this.#tenantId = tenantId
  }

  /** `now` in milliseconds, `lifetime` in seconds. */
  issue(caller: Caller, audience: string, now: number, lifetime: number): string {
    const seconds = Math.floor(now / 1000)
    const payload = {
      aud: audience,
      iss: `https://sts.windows.net/${this.#tenantId}/`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + lifetime,
      appid: caller.appId,
      idtyp: caller.kind,
      oid: caller.userId ?? caller.appId,
      tid: this.#tenantId,
      uti: String(++this.#serial),
      ver: '1.0',
      // Without any consent the claim is missing, not empty.
      ...(caller.kind === 'app' && caller.roles.length > 0 && { roles: caller.roles }),
      ...(caller.kind === 'user' && { scp: caller.roles.join(' ') }),
    }
    const body = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(payload)}`
    const token = `${body}.${this.#sign(body)}`
    this.#known.set(token, { caller, expires: payload.exp * 1000 })
    return token
  }

  verify(token: string, now: number): TokenVerdict {
    let known = this.#known.get(token)
    if (!known) {
      known = this.#read(token)
      if (!known) return 'invalid'
      this.#known.set(token, known)
    }
    return now < known.expires ? known.caller : 'expired'
  }

  #read(token: string): Known | undefined {
    const [header, payload, signature, ...more] = token.split('.')
    if (!header || !payload || !signature || more.length > 0) return undefined
    const wanted = Buffer.from(this.#sign(`${header}.${payload}`))
    const given = Buffer.from(signature)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      appid: string
      idtyp: 'app' | 'user'
      oid: string
      exp: number
      roles?: string[]
      scp?: string
    }
    return {
      expires: claims.exp * 1000,
      caller: {
        kind: claims.idtyp,
        appId: claims.appid,
        roles: claims.roles ?? claims.scp?.split(' ') ?? [],
        ...(claims.idtyp === 'user' && { userId: claims.oid }),
      },
    }
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url')
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
