import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export const CLIENT = { clientId: 'holdfast', clientSecret: 'a secret that the two know' }
export const REDIRECT = 'https://backup.contoso.example/api/sign-in/organisation/finish'

const CLAIMS = ['name', 'email', 'preferred_username', 'upn', 'oid', 'tid', 'groups', 'realm_access']

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })

export interface OidcProvider extends AsyncDisposable {
  readonly issuer: string
  /** What the provider says of each login. */
  readonly people: Map<string, Record<string, unknown>>
  /** Goes with a browser where it is sent, signs in, consents, and gives the query of the way back. */
  browse(url: string, login: string): Promise<URLSearchParams>
}

/** A real OpenID Connect provider on this machine, whose client is at `redirect`. `inToken`: claims are in the ID token, else in UserInfo alone. */
export async function oidcProvider({
  inToken = true,
  redirect = REDIRECT,
}: {
  inToken?: boolean
  redirect?: string
} = {}): Promise<OidcProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, Record<string, unknown>>()
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirect],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey, kid: 'one', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['of this test'] },
    claims: { profile: CLAIMS },
    conformIdTokenClaims: !inToken,
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...people.get(id), sub: id }) }),
    // Its development pages: login, then consent.
    features: { devInteractions: { enabled: true } },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    people,
    browse,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function browse(start: string, login: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  let form: string | undefined
  for (let steps = 0; steps < 20; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      ...(form === undefined ? {} : { method: 'POST', body: form }),
      headers: {
        cookie,
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const page = await response.text()
    form = undefined
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      if (url.href.startsWith(REDIRECT)) return url.searchParams
      continue
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (prompt === undefined)
      throw new Error(`The provider answered ${response.status}: ${page.slice(0, 500)}`)
    form = new URLSearchParams({ prompt, login, password: 'any' }).toString()
  }
  throw new Error('The provider goes round in circles.')
}
