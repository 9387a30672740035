import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import {
  CLIENT,
  type OidcProvider,
  oidcProvider,
} from '../../../packages/control/test/access/oidc-provider.ts'
import { Pages, violationsOn } from './pages.ts'

// The provider warns that its development pages are for development.
vi.spyOn(console, 'info').mockImplementation(() => {})
vi.spyOn(console, 'warn').mockImplementation(() => {})

const pages = new Pages(inject('sessions'))
const api = pages.api('cloud-administrator')
let provider: OidcProvider

/** The way in is one for the whole server: as long as these tests run, it is open. */
async function setWayIn(change: { enabled: boolean; issuer: string; clientId: string }): Promise<void> {
  const { data } = await api.GET('/api/v1/settings/organisation-sign-in')
  await api.PUT('/api/v1/settings/organisation-sign-in', {
    params: { header: { 'if-match': `"${data?.version}"` } },
    body: {
      ...change,
      clientSecret: change.enabled ? CLIENT.clientSecret : null,
      roles: change.enabled ? [{ value: 'watchers', role: 'auditor' }] : [],
    },
  })
}

beforeAll(async () => {
  provider = await oidcProvider({ redirect: `${pages.url}/api/v1/sign-in/organisation/callback` })
  provider.people.set('olga', { name: 'Olga', email: 'olga@contoso.example', groups: ['watchers'] })
  provider.people.set('otis', { name: 'Otis', email: 'otis@contoso.example', groups: [] })
  await setWayIn({ enabled: true, issuer: provider.issuer, clientId: CLIENT.clientId })
})
afterAll(async () => {
  await setWayIn({ enabled: false, issuer: '', clientId: '' })
  await pages[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

/** From the page where one signs in through those of the provider. */
async function signIn(page: Page, login: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with your organisation' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('whoever signs in with their organisation comes to the page that they wanted', async () => {
  const page = await pages.open(undefined, '/onedrive?status=success&search=d')
  await page.getByRole('link', { name: 'Sign in with your organisation' }).waitFor()
  expect(await violationsOn(page)).toEqual([])
  await signIn(page, 'olga')
  await page.getByRole('heading', { name: 'OneDrive' }).waitFor()
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ status: 'success', search: 'd' })
  await page.getByRole('button', { name: 'Your account: Olga' }).waitFor()
})

test('whom the organisation gives no role is told so, and still comes to that page in another way', async () => {
  const page = await pages.open(undefined, '/jobs')
  await signIn(page, 'otis')
  await page.getByRole('alert').getByText('you have no access here').waitFor()
  expect(new URL(page.url()).searchParams.get('to')).toBe('/jobs')
})

test('no link leads through the sign-in to somewhere else', async () => {
  const page = await pages.open(undefined, `/sign-in?to=${encodeURIComponent('//evil.example')}`)
  const way = page.getByRole('link', { name: 'Sign in with your organisation' })
  expect(await way.getAttribute('href')).toBe('/api/v1/sign-in/organisation')
  await page.goto(`/api/v1/sign-in/organisation?to=${encodeURIComponent('/\t/evil.example')}`)
  const kept = (await page.context().cookies()).find(({ name }) => name === 'holdfast_wanted')
  expect(decodeURIComponent(kept?.value ?? '')).toBe('/')
})

test('the pages complained of nothing', () => {
  // Those of the provider want fonts from elsewhere.
  expect(pages.complaints.filter((text) => !/ERR_NAME_NOT_RESOLVED|ERR_INTERNET/.test(text))).toEqual([])
})
