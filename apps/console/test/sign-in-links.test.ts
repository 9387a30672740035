import { createApiClient } from '@holdfast/api-client'
import { systemClock } from '@holdfast/base'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { oneTimeCode } from './one-time-code.ts'
import { Pages, violationsOn } from './pages.ts'
import { PASSWORD } from './setup/served-pages.ts'

const pages = new Pages(inject('sessions'))
const api = pages.api('cloud-administrator')
const email = `${crypto.randomUUID()}@console.example`
const OTHER_PASSWORD = 'nine herons cross the marsh'
let account: string

beforeAll(async () => {
  const { data: invited } = await api.POST('/api/v1/accounts', {
    body: { name: 'Linda Links', email, role: 'auditor' },
  })
  account = invited?.id ?? ''
  await createApiClient({ baseUrl: pages.url }).POST('/api/v1/links/invitation', {
    body: { token: invited?.token ?? '', name: 'Linda Links', password: PASSWORD },
  })
})
afterAll(() => pages[Symbol.asyncDispose]())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The organisation's demand is one for all of its auditors: those of other tests are signed in already. */
async function demandSecondFactor(isWanted: boolean): Promise<void> {
  const { data } = await api.GET('/api/v1/settings/sign-in')
  if (data === undefined) throw new Error('the settings cannot be read')
  await api.PUT('/api/v1/settings/sign-in', {
    params: { header: { 'if-match': `"${data.version}"` } },
    body: { ...data.value, secondFactorFor: isWanted ? ['auditor'] : [] },
  })
}

async function giveLink(): Promise<string> {
  const { data } = await api.POST('/api/v1/accounts/{id}/link', { params: { path: { id: account } } })
  return data?.token ?? ''
}

async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel(/^New password/).fill(password)
  await page.getByLabel(/^The same password/).fill(password)
  await button(page, 'Save and sign in').click()
}

test('a link for a new password is good once, and then the old password is not', async () => {
  const link = `/password#${await giveLink()}`
  const page = await pages.open(undefined, link)
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
  expect(await violationsOn(page)).toEqual([])
  await choosePassword(page, OTHER_PASSWORD)
  await button(page, 'Your account: Linda Links').waitFor()
  await page.context().close()

  const again = await pages.open(undefined, link)
  await again.getByRole('heading', { name: 'This link is not good any more' }).waitFor()
  await again.getByRole('link', { name: 'Go to sign-in' }).click()
  await again.getByLabel('E-mail address').fill(email)
  await again.getByLabel(/^Password/).fill(PASSWORD)
  await again.keyboard.press('Enter')
  await again.getByRole('alert').waitFor()
})

test('where the organisation demands a second factor, signing in goes through setting it up', async () => {
  await demandSecondFactor(true)
  try {
    const page = await pages.open(undefined, '/jobs?kind=backup')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel(/^Password/).fill(OTHER_PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('Your role must have a second factor.').waitFor()
    expect(await violationsOn(page)).toEqual([])
    const secret = await page.getByTestId('secret').innerText()
    await page.getByLabel(/^Code that the app shows/).fill(oneTimeCode(secret, systemClock.now()))
    await button(page, 'Confirm').click()
    await button(page, 'I have kept them').click()
    await page.getByRole('heading', { name: 'Jobs' }).waitFor()
    expect(new URL(page.url()).search).toBe('?kind=backup')
  } finally {
    await demandSecondFactor(false)
    await api.POST('/api/v1/accounts/{id}/reset-second-factor', { params: { path: { id: account } } })
  }
})

test.each([
  ['/welcome#wrong', 'start the server again'],
  ['/invitation#wrong', 'was not copied whole'],
  ['/password', 'was not copied whole'],
])('%s is no link, and says what to do', async (link, hint) => {
  const page = await pages.open(undefined, link)
  await page.getByRole('heading', { name: 'This link is not good any more' }).waitFor()
  await page.getByText(hint).waitFor()
  await page.context().close()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
