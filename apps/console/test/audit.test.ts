import { afterAll, expect, inject, test } from 'vitest'
import { Pages } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

test('the trail is limited by who did what, tells its details, and is exported as it is limited', async () => {
  const page = await pages.open('auditor', '/audit')
  await page.getByLabel('Action').selectOption('invited somebody')
  await page.waitForURL(/action=account\.invited/)
  const entries = page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem')
  await expect.poll(() => entries.filter({ hasNotText: 'invited somebody' }).count()).toBe(0)
  await page
    .getByRole('button', { name: /^Details of entry/ })
    .first()
    .click()
  await page.getByText('account.invited').last().waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const href = await page.getByRole('menuitem', { name: 'As CSV' }).getAttribute('href')
  const lines = (await (await page.request.get(href ?? '')).text()).trim().split('\r\n').slice(1)
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.every((line) => line.includes(',account.invited,'))).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Holdfast itself' }).click()
  await entries.filter({ hasText: 'made the key of a vault' }).first().waitFor()
})

test('an entry that concerns somebody leads to them, and their page tells it in the same words', async () => {
  const page = await pages.open('cloud-administrator', '/audit?action=person.added')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Ada Lindqvist' })
    .getByRole('button', { name: /^Details of entry/ })
    .click()
  await page.getByRole('link', { name: 'Ada Lindqvist' }).click()
  await page.getByRole('heading', { name: 'Ada Lindqvist', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByText('added a person').waitFor()
})

test('the chain is verified', async () => {
  const page = await pages.open('legal-officer', '/audit', 'light', 'de-DE')
  await page.getByRole('button', { name: 'Kette prüfen' }).click()
  await page.getByText(/^\d+ Einträge, lückenlos\.$/).waitFor()
})

test('whoever may not read it is told so', async () => {
  const page = await pages.open('help-desk', '/audit')
  await page.getByText('Your role does not include this page').waitFor()
  expect(await page.getByRole('link', { name: 'Audit trail' }).count()).toBe(0)
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
