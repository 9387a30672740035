import { afterAll, expect, inject, test } from 'vitest'
import { overhangOf, Pages, violationsOn } from './pages.ts'
import { PASSWORD } from './setup/served-pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

test('whoever is not signed in comes, by keyboard alone, to the page that they wanted', async () => {
  const page = await pages.open(undefined, '/onedrive?status=success')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await violationsOn(page)).toEqual([])
  expect(await overhangOf(page)).toBe(0)
  await page.getByLabel('E-mail address').focus()
  await page.keyboard.type('cloud-administrator@console.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.getByLabel(/^Password/).fill('')
  await page.getByLabel(/^Password/).focus()
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'OneDrive' }).waitFor()
  expect(page.url()).toContain('status=success')
})

test('what a server answers to programs stays what it was: no page in the place of an API', async () => {
  const page = await pages.open(undefined, '/sign-in')
  const nothing = await page.request.get('/api/v1/nothing', { headers: { accept: 'text/html' } })
  expect(nothing.status()).toBe(404)
  expect(nothing.headers()['content-type']).toContain('problem+json')
  expect((await page.request.get('/assets/none.js')).status()).toBe(404)
  expect((await page.request.get('/..%2f..%2fpackage.json')).status()).toBe(404)
})

test('what somebody chooses in one tab, the language and the theme, is so in their others', async () => {
  const page = await pages.open('help-desk', '/jobs')
  const other = await page.context().newPage()
  await other.goto('/jobs')
  await other.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
  await page.getByRole('button', { name: /Your account/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await other.getByRole('heading', { name: 'Aufträge', level: 1 }).waitFor()
  await page.getByRole('button', { name: /Ihr Konto/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dunkel' }).click()
  await expect.poll(() => other.evaluate('document.documentElement.style.colorScheme')).toBe('dark')
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
