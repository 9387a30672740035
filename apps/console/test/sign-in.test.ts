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

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
