import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { signInFor } from './account-of.ts'
import { Pages, violationsOn } from './pages.ts'
import { personOf } from './restore-pages.ts'
import { OWN_PEOPLE } from './setup/emulator-of.ts'
import { clientOf, type SignedIn } from './setup/served-pages.ts'

const pages = new Pages(inject('sessions'))
const admin = 'cloud-administrator'
const api = pages.api(admin)
const name = OWN_PEOPLE.states
let id: string
let own: SignedIn
let page: Page

beforeAll(async () => {
  id = await personOf(pages, name)
  own = await signInFor(pages, id)
})
afterAll(() => pages[Symbol.asyncDispose]())

const button = (of: Page, called: string) => of.getByRole('button', { name: called, exact: true })
/** On the page of a person, the button that leads into the backup. */
const WAY_IN = 'main a[href$="/restore"]'
const checkboxes = (of: Page) => of.getByRole('checkbox').count()

/** What the list offers to do with them, and doing it. */
async function choose(action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

test('a OneDrive is disabled: whoever would restore from it is told so, and led to where it is enabled', async () => {
  await api.POST('/api/v1/onedrives/enable', { body: { people: [id] } })
  page = await pages.open(admin, '/onedrive?search=otto')
  await choose('Disable')
  await button(page, 'Yes').click()
  await page.getByRole('table').getByText('Disabled').waitFor()
  await choose('Browse the backup')
  await page.getByText('This OneDrive is disabled').waitFor()
  await page.getByRole('row', { name: 'Documents' }).waitFor()
  expect(await checkboxes(page)).toBe(0)
  expect(await violationsOn(page)).toEqual([])
  await page.goto(`/onedrive/${id}/restore?path=Documents&file=Documents%2FDiary.txt`)
  await page.getByRole('dialog').getByText('and not what is in them').waitFor()
  for (const offer of ['Restore', 'Download', 'Select this folder'])
    expect(await page.getByText(offer, { exact: true }).count(), offer).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Open this person’s page' }).click()
  await page.getByRole('link', { name: 'Browse the backup' }).waitFor()
  await button(page, 'Enable').waitFor()
})

test('a restore from a disabled OneDrive is refused, by whatever way it comes', async () => {
  const body = { personId: id, paths: ['Documents'], target: { kind: 'original' as const } }
  const refusal = { code: 'HF_ONEDRIVE_DISABLED', problem: { status: 409 } }
  for (const asks of [api, pages.api('legal-officer'), clientOf(pages.url, own)])
    await expect(asks.POST('/api/v1/restores', { body })).rejects.toMatchObject(refusal)
})

test('the person is told the same in their words', async () => {
  const theirs = await pages.openAs(own, '/my', 'phone')
  await theirs.getByText('switched restoring off, too').waitFor()
  await button(theirs, 'Browse files').tap()
  await theirs.getByText('have switched backup and restore off for your OneDrive').waitFor()
  await theirs.getByRole('row', { name: 'Documents' }).waitFor()
  expect(await checkboxes(theirs)).toBe(0)
  expect(await theirs.getByRole('link', { name: 'Open this person’s page' }).count()).toBe(0)
  await theirs.context().close()
})

test('enabled again, it is restored from', async () => {
  await button(page, 'Enable').click()
  await button(page, 'Yes').click()
  await page.locator(WAY_IN).click()
  await page.getByRole('checkbox', { name: 'Select Documents' }).check()
  await button(page, 'Restore').click()
  await page.getByRole('radio', { name: 'Keep both' }).click()
  await button(page, 'Check').click()
  await page.getByText('This would happen').waitFor()
})

test('of a preserved person everything can be restored to others, and nothing in place', async () => {
  await api.POST('/api/v1/people/preserve', { body: { people: [id] } })
  try {
    await page.goto(`/onedrive/${id}/restore`)
    await page.getByText('This person is preserved. Restore to somebody else’s OneDrive').waitFor()
    await page.getByRole('checkbox', { name: 'Select Documents' }).check()
    await button(page, 'Restore').click()
    expect(await page.getByRole('radio', { name: 'Original location' }).count()).toBe(0)
    await page.getByRole('radio', { name: 'Another person’s OneDrive' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Open this person’s page' }).waitFor()
  } finally {
    await api.POST('/api/v1/people/activate', { body: { people: [id] } })
  }
})

test('a deleted backup shows nothing, and leads to where it is brought back', async () => {
  await api.POST('/api/v1/onedrives/delete', { body: { people: [id], reason: 'only for this test' } })
  try {
    await page.goto(`/onedrive/${id}/restore`)
    await page.getByText('This backup is deleted').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.goto(`/onedrive/${id}`)
    await page.getByText('deleted').first().waitFor()
    expect(await page.locator(WAY_IN).count()).toBe(0)
  } finally {
    await api.POST('/api/v1/onedrives/roll-back', { body: { people: [id] } })
  }
})

test('without its key a backup is shown closed, and how it opens again', async () => {
  await page.route('**/api/v1/people/*/snapshots/latest/entries*', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: { code: 'EKEY_UNAVAILABLE', title: 'No provider answers.', status: 503 },
    }),
  )
  await page.goto(`/onedrive/${id}/restore`)
  await page.getByText('The key to this backup is not available').waitFor()
  await page.getByRole('link', { name: 'Look at the keys' }).waitFor()
  await page.unrouteAll()
  await button(page, 'Try again').click()
  await page.getByRole('row', { name: 'Documents' }).waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints.filter((text) => !/status of 503/.test(text))).toEqual([])
})
