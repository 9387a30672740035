import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ApiClient, components } from '@holdfast/api-client'
import { createApiClient } from '@holdfast/api-client'
import type { ServedOrganisation } from '../../../cli/test/served-organisation.ts'

type Role = NonNullable<components['schemas']['Me']['role']>

/** Who signs in for each role, and as whom. The person is one of the emulated organisation. */
export const NAMES: Readonly<Record<Role, string>> = {
  'cloud-administrator': 'Clara Cloud',
  'profile-administrator': 'Pavel Profile',
  'help-desk': 'Hedda Help',
  'legal-officer': 'Leo Legal',
  auditor: 'Aude Auditor',
  person: 'Ada Lindqvist',
}

export const PASSWORD = 'correct horse battery staple'

/** Cookies of somebody who is signed in, as a browser's context takes them. */
export interface SignedIn {
  readonly cookies: readonly { name: string; value: string; url: string; httpOnly: boolean }[]
}

export interface Sessions {
  readonly url: string
  /** A browser that is open already; without one, whoever needs it opens their own. */
  readonly browser?: string
  readonly byRole: Readonly<Record<Role, SignedIn>>
}

/** Builds the pages as they are shipped, unless they are there: in a process of its own, which does not know of tests. */
export async function buildPages(): Promise<void> {
  const script = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [script], { env: { NODE_ENV: 'production' } })
}

export function urlOf(served: ServedOrganisation): string {
  const url = /running at (http:\S+)/.exec(served.server.stdout.text)?.[1]
  if (url === undefined) throw new Error('the server did not say where it is')
  return url
}

/** The token of the one-time link that the start printed. */
export function firstTokenOf(served: ServedOrganisation): string {
  const token = /\/welcome#(\S+)/.exec(served.server.stdout.text)?.[1]
  if (token === undefined) throw new Error('the start printed no link')
  return token
}

/** Makes an account for every role, and signs all of them in. */
export async function signEverybodyIn(url: string, token: string): Promise<Sessions> {
  const anonymous = createApiClient({ baseUrl: url })
  const admin = { name: NAMES['cloud-administrator'], email: addressOf('cloud-administrator') }
  await anonymous.POST('/api/v1/links/first-administrator', { body: { token, ...admin, password: PASSWORD } })
  const first = await signIn(url, admin.email)
  const api = clientOf(url, first)
  const byRole: Partial<Record<Role, SignedIn>> = { 'cloud-administrator': first }
  for (const role of Object.keys(NAMES) as Role[]) {
    if (role === 'cloud-administrator') continue
    await invite(api, anonymous, role)
    byRole[role] = await signIn(url, addressOf(role))
  }
  return { url, byRole: byRole as Record<Role, SignedIn> }
}

function addressOf(role: Role): string {
  return `${role}@console.example`
}

async function invite(api: ApiClient, anonymous: ApiClient, role: Role): Promise<void> {
  const { data: people } = await api.GET('/api/v1/people', { params: { query: { search: NAMES.person } } })
  const personId = people?.items[0]?.id
  const { data: profiles } = await api.GET('/api/v1/profiles')
  const { data: invited } = await api.POST('/api/v1/accounts', {
    body: {
      name: NAMES[role],
      email: addressOf(role),
      role,
      ...(role === 'person' && personId !== undefined && { personId }),
      ...(role === 'profile-administrator' && { profiles: profiles?.items.map(({ id }) => id) ?? [] }),
    },
  })
  await anonymous.POST('/api/v1/links/invitation', {
    body: { token: invited?.token ?? '', name: NAMES[role], password: PASSWORD },
  })
}

export async function signIn(url: string, email: string): Promise<SignedIn> {
  const answer = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`signing in as ${email}: ${await answer.text()}`)
  return {
    cookies: answer.headers.getSetCookie().map((line) => {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      return {
        name: pair.slice(0, at),
        value: decodeURIComponent(pair.slice(at + 1)),
        url,
        httpOnly: /;\s*httponly/i.test(line),
      }
    }),
  }
}

/** The API in the name of somebody who is signed in. */
export function clientOf(url: string, { cookies }: SignedIn): ApiClient {
  const api = createApiClient({ baseUrl: url, newKey: () => crypto.randomUUID() })
  api.use({
    onRequest({ request }) {
      request.headers.set('cookie', cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
      const csrf = cookies.find(({ name }) => name === 'holdfast_csrf')
      if (csrf) request.headers.set('x-holdfast-csrf', csrf.value)
      return request
    },
  })
  return api
}
