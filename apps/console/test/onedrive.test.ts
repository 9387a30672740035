import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { personPath } from './onedrive-pages.ts'
import { Pages } from './pages.ts'

const pages = new Pages(inject('sessions'))
const admin = 'cloud-administrator'
const api = pages.api(admin)
const people: string[] = []

/** People of this file's own: nobody else looks for them. */
beforeAll(async () => {
  for (const displayName of ['Zacharias Zander', 'Zora Zander']) {
    const principalName = `${displayName.replace(' ', '.').toLowerCase()}@contoso.example`
    const { data } = await api.POST('/api/v1/people', { body: { principalName, displayName } })
    people.push(data?.id ?? '')
  }
})
afterAll(async () => {
  await api.POST('/api/v1/people/delete', { body: { people, reason: 'the test is over' } })
  await pages[Symbol.asyncDispose]()
})

const states = async () =>
  await Promise.all(
    people.map(async (id) => {
      const { data } = await api.GET('/api/v1/people/{id}', { params: { path: { id } } })
      return data?.onedrive?.state
    }),
  )

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** Gives one person a page, and holds back what follows: as if there were many more than are shown. */
async function showOne(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/people\?/, async (route) => {
    const url = new URL(route.request().url())
    if (url.searchParams.has('cursor')) return
    url.searchParams.set('limit', '1')
    await route.continue({ url: url.href })
  })
}

test('by keyboard alone, a OneDrive is disabled and enabled again', async () => {
  const page = await pages.open(admin, '/onedrive?search=zora')
  const button = page.getByRole('button', { name: 'Actions for Zora Zander' })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Disable' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page
    .getByRole('alertdialog')
    .getByText(/stop, also those under way/)
    .waitFor()
  await page.keyboard.press('Enter')
  await rowOf(page, 'Zora Zander').getByText('Disabled').waitFor()
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Enable' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor()
  await page.keyboard.press('Enter')
  await rowOf(page, 'Zora Zander').getByText('Enabled').waitFor()
})

test('Delete wants a reason, and can be taken back', async () => {
  const page = await pages.open(admin, '/onedrive?search=zacharias')
  await choose(page, 'Zacharias Zander', 'Delete')
  const dialog = page.getByRole('alertdialog')
  const yes = dialog.getByRole('button', { name: 'Yes' })
  expect(await yes.getAttribute('aria-disabled')).toBe('true')
  await dialog.getByLabel('Reason').fill('too short')
  expect(await yes.getAttribute('aria-disabled')).toBe('true')
  await dialog.getByLabel('Reason').fill('has left for good, and wants it gone')
  await yes.click()
  await rowOf(page, 'Zacharias Zander').getByText('Can be taken back until').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await rowOf(page, 'Zacharias Zander').getByText('Enabled').waitFor()
})

test('search, filters and order stand in the address, and are there again after a reload', async () => {
  const page = await pages.open(admin, '/onedrive')
  await page.getByRole('searchbox').fill('zander')
  await page.getByLabel('App status').selectOption('Enabled')
  await page.getByLabel('Person').selectOption('Active')
  await page.getByRole('button', { name: 'User name' }).click()
  await expect.poll(() => page.url()).toMatch(/order=descending/)
  const look = async () => {
    await page.getByText('2 people').waitFor()
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([
      expect.stringContaining('Zora'),
      expect.stringContaining('Zacharias'),
    ])
  }
  await look()
  for (const part of ['search=zander', 'app=enabled', 'state=active']) expect(page.url()).toContain(part)
  await page.reload()
  await look()
  expect(await page.getByRole('searchbox').inputValue()).toBe('zander')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('link', { name: 'Ada Lindqvist' }).waitFor()
  expect(new URL(page.url()).search).toBe('')
})

test('what is done to all that match is done to those who were never shown, too', async () => {
  const page = await pages.open(admin, '/sign-in')
  await showOne(page)
  await page.goto('/onedrive?search=zander')
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
  await page.getByRole('button', { name: 'Select all 2 that match' }).click()
  await page.getByText('All 2 that match are selected').waitFor()
  await page.getByRole('toolbar').getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('Backup and restore of 2 OneDrives stop').waitFor()
  await dialog.getByRole('button', { name: 'No' }).click()
  expect(await states()).toEqual(['enabled', 'enabled'])
  await page.getByRole('toolbar').getByRole('button', { name: 'Disable' }).click()
  await dialog.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('2 OneDrives are disabled').first().waitFor()
  expect(await states()).toEqual(['disabled', 'disabled'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(states).toEqual(['enabled', 'enabled'])
})

test('what a role may not do is not offered', async () => {
  const auditor = await pages.open('auditor', '/onedrive?search=ada')
  await auditor.getByRole('button', { name: 'Actions for Ada Lindqvist' }).click()
  expect(await auditor.getByRole('menuitem').allInnerTexts()).toEqual(['Details'])
  expect(await auditor.getByRole('checkbox').count()).toBe(0)
  const helpDesk = await pages.open('help-desk', '/onedrive?search=ada')
  await helpDesk.getByRole('button', { name: 'Actions for Ada Lindqvist' }).click()
  expect(await helpDesk.getByRole('menuitem').allInnerTexts()).toEqual(['Backup Now', 'Restore', 'Details'])
})

test('the calendar of snapshots is walked through by keys, and what is chosen stands in the address', async () => {
  const page = await pages.open(admin, await personPath('Ada', '?tab=backups')(pages))
  const day = page.getByRole('grid').getByRole('button', { name: /, \d+ snapshots?$/ })
  await day.first().focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).toMatch(/day=\d{4}-\d{2}-\d{2}/)
  await page.reload()
  await page
    .getByRole('link', { name: /^Browse and restore the snapshot/ })
    .first()
    .waitFor()
  expect(await day.first().getAttribute('aria-pressed')).toBe('true')
  await day.first().focus()
  await page.keyboard.press('PageUp')
  await page.getByText('No snapshot was taken then').waitFor()
  expect(await page.evaluate('document.activeElement.textContent')).toMatch(/no snapshot$/)
})

test('a preserved person looks it, and is activated again', async () => {
  const [, zora = ''] = people
  await api.POST('/api/v1/people/preserve', { body: { people: [zora] } })
  const page = await pages.open(admin, `/onedrive/${zora}`)
  await page.getByText('This person is preserved.').waitFor()
  expect(await page.getByRole('button', { name: 'Backup Now' }).count()).toBe(0)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Activate person' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Yes' }).click()
  await page.getByText('This person is preserved.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Backup Now' }).waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
