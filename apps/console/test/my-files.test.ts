import { text as textOf } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { signInFor } from './account-of.ts'
import { EmulatedDrive } from './emulated-drive.ts'
import { overhangOf, Pages, violationsOn } from './pages.ts'
import { personOf } from './restore-pages.ts'
import { OWN_PEOPLE } from './setup/emulator-of.ts'

const pages = new Pages(inject('sessions'))
const FILE = 'Documents/Diary.txt'
const CONTENT = 'What happened today\n'
let drive: EmulatedDrive
let page: Page

/** The person whose files they are, with the phone in their hand. */
beforeAll(async () => {
  drive = await EmulatedDrive.of(OWN_PEOPLE.files)
  const signedIn = await signInFor(pages, await personOf(pages, OWN_PEOPLE.files))
  page = await pages.openAs(signedIn, '/my', 'phone')
})
afterAll(async () => {
  await drive[Symbol.asyncDispose]()
  await pages[Symbol.asyncDispose]()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('on a phone a file that is gone is found, and restored to where it was', async () => {
  await drive.delete(FILE)
  await page.getByRole('searchbox', { name: 'Find a file by its name' }).fill('diary')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Select Diary.txt' }).tap()
  expect(await overhangOf(page)).toBe(0)
  await button('Restore').tap()
  await button('Check').tap()
  await page.getByText('This would happen').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await button('Start restore').tap()
  await page.getByText('Restored', { exact: true }).waitFor()
  expect(await drive.read(FILE)).toBe(CONTENT)
  await button('Done').tap()
})

test('what was overwritten is looked at in its folder, and brought back as it was', async () => {
  await drive.write(FILE, 'overwritten by mistake')
  await page.goto('/my')
  await button('Browse files').tap()
  await page.getByRole('row', { name: 'Documents' }).getByRole('button', { name: 'Documents' }).tap()
  await page.getByRole('row', { name: 'Diary.txt' }).getByRole('button', { name: 'Diary.txt' }).tap()
  await page.getByRole('region', { name: 'Preview' }).getByText(CONTENT.trim()).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).tap()
  await page.getByRole('radio', { name: 'Replace it' }).tap()
  await button('Check').tap()
  await button('Start restore').tap()
  await page.getByText('Restored', { exact: true }).waitFor()
  expect(await drive.read(FILE)).toBe(CONTENT)
  await button('Done').tap()
})

test('a file is downloaded as the backup has it', async () => {
  await page.goto(`/my/files?path=Documents&file=${encodeURIComponent(FILE)}`)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download', exact: true }).tap()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('Diary.txt')
  expect(await textOf(await file.createReadStream())).toBe(CONTENT)
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
