import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { EmulatedDrive } from './emulated-drive.ts'
import { Pages } from './pages.ts'
import { OWN_PEOPLE } from './setup/emulator-of.ts'

const pages = new Pages(inject('sessions'))
const admin = 'cloud-administrator'
const api = pages.api(admin)
const name = OWN_PEOPLE.onedrive
let drive: EmulatedDrive

beforeAll(async () => {
  drive = await EmulatedDrive.of(name)
})
afterAll(async () => {
  await drive[Symbol.asyncDispose]()
  await pages[Symbol.asyncDispose]()
})

async function theirs() {
  const { data } = await api.GET('/api/v1/people', { params: { query: { search: name } } })
  return data?.items[0]
}

async function snapshots(): Promise<readonly string[] | undefined> {
  const path = { id: (await theirs())?.id ?? '' }
  const { data } = await api.GET('/api/v1/people/{id}/snapshots', { params: { path } })
  return data?.items.map(({ id }) => id)
}

/** Four files are changed, all of the same size, and after two of them the backup gets no further. */
async function workHalfWay(): Promise<void> {
  for (const at of [1, 2, 3, 4]) await drive.write(`Documents/Report ${at}.txt`, crypto.randomUUID())
  await drive.hold(2)
}

async function backUpNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Backup Now', exact: true }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText(`A backup of the OneDrive of ${name} begins now`).waitFor()
  await dialog.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('The backup is on its way').first().waitFor()
}

test('Backup Now asks, its row shows how far it is, and then that it went well', async () => {
  await workHalfWay()
  const before = (await theirs())?.onedrive?.lastSuccessAt
  const page = await pages.open(admin, '/onedrive?search=viktor')
  await backUpNow(page)
  const bar = page.getByRole('progressbar')
  await expect
    .poll(() => bar.getAttribute('aria-valuetext'), { timeout: 20_000 })
    .toMatch(/^50% · .*\/s · about /)
  expect(await page.getByRole('table').getByText('Backed up successfully').count()).toBe(0)
  await drive.letGo()
  await page.getByRole('table').getByText('Backed up successfully').waitFor()
  expect(await bar.count()).toBe(0)
  expect((await theirs())?.onedrive?.lastSuccessAt).not.toBe(before)
})

test('a backup is cancelled from its row, and what was there before is kept', async () => {
  const kept = await snapshots()
  const before = (await theirs())?.onedrive
  await workHalfWay()
  const page = await pages.open(admin, '/onedrive?search=viktor')
  await backUpNow(page)
  await page.getByRole('progressbar').waitFor()
  await page.getByRole('button', { name: `Cancel the backup of ${name}` }).click()
  await page.getByRole('table').getByText('Backed up successfully').waitFor()
  await drive.letGo()
  expect((await theirs())?.onedrive).toMatchObject({
    lastSuccessAt: before?.lastSuccessAt,
    items: before?.items,
  })
  expect(await snapshots()).toEqual(kept)
  const { data } = await api.GET('/api/v1/jobs', { params: { query: { kind: 'backup', limit: 100 } } })
  expect(data?.items.find(({ person }) => person?.name === name)?.state).toBe('cancelled')
})

test('a backup is cancelled from its own page, which says what came of it', async () => {
  await workHalfWay()
  const { data } = await api.POST('/api/v1/backups', {
    body: { onedriveIds: [(await theirs())?.onedrive?.id ?? ''] },
  })
  const page = await pages.open(admin, `/jobs/${data?.backups[0]?.jobId}`)
  await page.getByText(/^Fetching files · 2 of 4 files/).waitFor()
  await page.getByRole('button', { name: 'Cancel job' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').getByText('What was fetched is kept').waitFor()
  await page.getByRole('button', { name: 'Yes' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Cancelled', { exact: true }).first().waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
