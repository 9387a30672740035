import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
} from 'openid-client'
import { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.ts'
import type { SecretControl } from '../../secrets/secret-box.ts'
import { readSetting } from '../../settings/stored-setting.ts'
import type { Actor } from '../actor.ts'
import { completeSignIn, type SignIn } from '../complete-sign-in.ts'
import { accessErrors } from '../errors.ts'
import { strangerAt } from '../lock-out.ts'
import { newToken } from '../secret-token.ts'
import { requireSession } from '../session.ts'
import { usableAccount } from '../usable-account.ts'
import { joinAccount } from './join-account.ts'
import { accountOfIdentity } from './oidc-account.ts'
import { type Claims, type Identity, identityOf, lacksClaims } from './oidc-identity.ts'
import { clientSecretOf, type OidcSettings, oidcSetting, rowOf } from './oidc-settings.ts'

const FLOW_PURPOSE = 'oidc-flow'
const FLOW_MS = 10 * 60_000
/** The provider's addresses are asked for anew after so long. */
const DISCOVERY_MS = 3_600_000
const TIMEOUT_S = 10

/** What the caller's browser keeps, sealed, between begin and finish. */
const flowContent = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  until: z.number(),
  /** The account that is joined with the identity, where somebody signed in asked for it. */
  joins: z.string().optional(),
})

type Flow = z.infer<typeof flowContent>

export interface OidcBeginning {
  /** Where the browser goes. */
  readonly url: string
  /** For a cookie of this browser (HttpOnly, SameSite=Lax, ten minutes); `finish` wants it back. */
  readonly flow: string
}

/** Signing in with the organisation's OpenID Connect provider: authorization code with PKCE, state and nonce. */
export class OidcSignIn {
  readonly #control: SecretControl
  #known: { key: string; until: number; configuration: Configuration } | undefined

  constructor(control: SecretControl) {
    this.#control = control
  }

  /**
   * `redirectUri`: the address that `finish` is reached at, as the provider knows it. `joins`: whoever is signed in and
   * wants to do so with the organisation from now on. Raises HF_OIDC_NOT_SET_UP, HF_OIDC_FAILED, HF_SESSION_NEEDED.
   */
  async begin(redirectUri: string, { joins }: { joins?: Actor } = {}): Promise<OidcBeginning> {
    if (joins !== undefined) requireSession(joins)
    const settings = await this.#settings()
    const configuration = await this.#configuration(settings)
    const flow: Flow = {
      state: newToken(this.#control),
      nonce: newToken(this.#control),
      verifier: newToken(this.#control),
      redirectUri,
      until: this.#control.clock.now() + FLOW_MS,
      ...(joins && { joins: joins.id }),
    }
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: ['openid', 'profile', 'email', ...settings.scopes].join(' '),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, flow: this.#control.secrets.seal(FLOW_PURPOSE, '', JSON.stringify(flow)) }
  }

  /**
   * `flow`: from the cookie; `query`: what the provider sent the browser back with.
   * Raises HF_OIDC_NOT_SET_UP, HF_OIDC_FAILED, HF_OIDC_REFUSED, HF_LAST_ADMINISTRATOR.
   */
  async finish(flow: string, query: URLSearchParams, address: string): Promise<SignIn> {
    const content = this.#opened(flow)
    const settings = await this.#settings()
    const identity = await this.#identity(settings, content, query)
    const control = this.#control
    const outcome = await control.sql.transaction().execute(async (transaction) => {
      const found = isOtherTenant(settings, identity)
        ? { refused: 'it is another tenant' }
        : content.joins === undefined
          ? await accountOfIdentity(control, transaction, identity, settings, address)
          : await joinAccount(control, transaction, identity, content.joins, address)
      const usable = 'id' in found ? await usableAccount(transaction, found.id, { lock: true }) : undefined
      if (usable !== undefined) {
        return await completeSignIn(control, transaction, usable, { method: 'organisation', address })
      }
      const refused = 'refused' in found ? found.refused : 'your account is not active'
      await recordAudit(control, transaction, strangerAt(address), {
        action: 'sign-in.refused',
        target: { kind: 'account', id: 'id' in found ? found.id : 'unknown' },
        details: { reason: refused, issuer: identity.issuer, subject: identity.subject },
      })
      return { refused }
    })
    if ('refused' in outcome) throw accessErrors.HF_OIDC_REFUSED({ reason: outcome.refused })
    return outcome
  }

  #opened(flow: string): Flow {
    try {
      const content = flowContent.parse(JSON.parse(this.#control.secrets.open(FLOW_PURPOSE, '', flow)))
      if (content.until > this.#control.clock.now()) return content
    } catch (cause) {
      throw accessErrors.HF_OIDC_FAILED({ reason: 'it was not begun in this browser' }, { cause })
    }
    throw accessErrors.HF_OIDC_FAILED({ reason: 'it took longer than ten minutes' })
  }

  async #identity(settings: OidcSettings, flow: Flow, query: URLSearchParams): Promise<Identity> {
    const configuration = await this.#configuration(settings)
    const url = new URL(flow.redirectUri)
    url.search = query.toString()
    try {
      const tokens = await authorizationCodeGrant(configuration, url, {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
      })
      const claims = (tokens.claims() ?? {}) as Claims
      const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined
      const more =
        hasMore && lacksClaims(claims, settings)
          ? await fetchUserInfo(configuration, tokens.access_token, String(claims.sub))
          : {}
      const identity = identityOf({ ...more, ...claims }, settings.claim)
      if (identity.subject === '') throw new Error('the provider names no subject')
      return identity
    } catch (cause) {
      throw accessErrors.HF_OIDC_FAILED({ reason: reasonOf(cause) }, { cause })
    }
  }

  async #settings(): Promise<OidcSettings> {
    const { value } = await readSetting(this.#control.sql, oidcSetting)
    if (!value.enabled) throw accessErrors.HF_OIDC_NOT_SET_UP()
    return value
  }

  /** Whoever signs in is told nothing of the server's files. */
  #secretOf(settings: OidcSettings): string | undefined {
    try {
      return clientSecretOf(this.#control.secrets, settings)
    } catch (cause) {
      throw accessErrors.HF_OIDC_FAILED({ reason: 'the client secret must be entered again' }, { cause })
    }
  }

  async #configuration(settings: OidcSettings): Promise<Configuration> {
    const key = `${rowOf(settings)} ${settings.sealedSecret}`
    const { clock } = this.#control
    if (this.#known?.key === key && this.#known.until > clock.now()) return this.#known.configuration
    const secret = this.#secretOf(settings)
    try {
      const issuer = new URL(settings.issuer)
      // The settings take it of a provider on this machine alone.
      const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : []
      const options = { execute, timeout: TIMEOUT_S }
      const configuration = await discovery(issuer, settings.clientId, secret, undefined, options)
      this.#known = { key, until: clock.now() + DISCOVERY_MS, configuration }
      return configuration
    } catch (cause) {
      throw accessErrors.HF_OIDC_FAILED({ reason: reasonOf(cause) }, { cause })
    }
  }
}

function isOtherTenant({ tenantId }: OidcSettings, identity: Identity): boolean {
  return tenantId !== null && identity.tenantId?.toLowerCase() !== tenantId.toLowerCase()
}

/** The provider's code of an error, or what happened. Nothing that came in the address is repeated. */
function reasonOf(error: unknown): string {
  const { error: code, code: kind, message } = error as { error?: unknown; code?: unknown; message?: unknown }
  if (typeof code === 'string' && /^[a-z_]{1,60}$/.test(code)) return code
  return String(kind ?? message ?? error)
}
