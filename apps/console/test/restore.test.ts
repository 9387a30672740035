import { text as textOf } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { overhangOf, Pages, type Role, violationsOn } from './pages.ts'
import { personOf, restorePage } from './restore-pages.ts'
import { CHANGED } from './setup/emulator-of.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

const ADMIN = 'cloud-administrator' satisfies Role

async function browse(name: string, search = '', role: Role = ADMIN): Promise<Page> {
  return await pages.open(role, await restorePage(pages, name, search))
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** What a panel says of a name: the value beside it. */
async function fact(page: Page, name: string): Promise<string> {
  return await page.getByRole('dialog').locator(`dt:text-is("${name}") + dd`).innerText()
}

/** From what is chosen to what would happen. */
async function check(page: Page, rule: string): Promise<void> {
  await button(page, 'Restore').click()
  await page.getByRole('radio', { name: rule }).click()
  await button(page, 'Check').click()
  await page.getByText('This would happen').waitFor()
}

async function start(page: Page, outcome: string): Promise<void> {
  await button(page, 'Start restore').click()
  await page.getByText(outcome, { exact: true }).waitFor()
}

test('a restore shows what would meet another file, and then follows each rule', async () => {
  const { person, folder, name } = CHANGED
  const page = await browse(person, `?path=${folder}`)
  await page.getByRole('checkbox', { name: `Select ${name}` }).click()

  await check(page, 'Leave it, and do not restore this one')
  expect(await fact(page, 'Another file is there')).toBe('1 · Not restored')
  await page
    .getByRole('listitem')
    .filter({ hasText: `${folder}/${name}` })
    .waitFor()
  await page.getByText('Nothing would be restored').waitFor()
  expect(await button(page, 'Start restore').count()).toBe(0)

  await button(page, 'Change').click()
  await page.getByRole('radio', { name: 'Leave it, and report it as an error' }).click()
  await button(page, 'Check').click()
  await page.getByText('This would happen').waitFor()
  expect(await fact(page, 'Cannot be restored')).toBe('1')

  await button(page, 'Change').click()
  await page.getByRole('radio', { name: 'Keep both' }).click()
  await button(page, 'Check').click()
  await page.getByText('Kept beside the restored one').waitFor()
  await start(page, 'Restored')
  expect(await fact(page, 'Kept beside another')).toBe('1')
  await button(page, 'Done').click()
  await expect.poll(() => page.getByRole('region', { name: 'Selected' }).count()).toBe(0)

  await page.getByRole('checkbox', { name: `Select ${name}` }).click()
  await check(page, 'Replace it')
  await start(page, 'Restored')
  expect(await fact(page, 'Replaced')).toBe('1')
  // The job stands in the address: what came of it is found again.
  await page.reload()
  await page.getByText('Restored', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Open the job’s log' }).click()
  await page.getByRole('heading', { name: `Restore: ${person}`, level: 1 }).waitFor()
})

test('by keyboard alone: into a folder, choose, restore to another folder', async () => {
  const page = await browse('Ada')
  await page.getByRole('row', { name: 'Archive' }).waitFor()
  await page.getByRole('row', { name: 'Archive' }).focus()
  const at = () => page.evaluate('document.activeElement.textContent')
  for (let step = 0; !String(await at()).startsWith('Documents'); step++) {
    expect(step).toBeLessThan(10)
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect.poll(at).toMatch(/^Budget/)
  await page.keyboard.press('Space')
  await page.keyboard.press('Backspace')
  await expect.poll(at).toMatch(/^Documents/)
  await page.getByText('1 selected').waitFor()
  await button(page, 'Restore').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: 'Original location' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('textbox', { name: 'Folder' }).focus()
  await page.keyboard.type('By keyboard')
  await button(page, 'Check').focus()
  await page.keyboard.press('Enter')
  await page.getByText('This would happen').waitFor()
  expect(await fact(page, 'Files to restore')).toBe('9')
  await button(page, 'Start restore').focus()
  await page.keyboard.press('Enter')
  await page.getByText('Restored', { exact: true }).waitFor()
  await button(page, 'Done').focus()
  await page.keyboard.press('Enter')
})

test('finds over all snapshots, shows text, and gives the file', async () => {
  const page = await browse('Ada')
  await page.getByRole('textbox', { name: 'Find by name' }).fill('read me')
  await page.getByRole('row', { name: 'Read me first.txt' }).waitFor()
  await page.getByRole('switch', { name: 'In all snapshots' }).click()
  await page.getByText(/found in/).waitFor()
  await page.getByRole('row', { name: 'Read me first.txt' }).getByRole('button').click()
  const preview = page.getByRole('region', { name: 'Preview' }).locator('pre')
  await expect.poll(async () => (await preview.innerText()).length).toBeGreaterThan(100)
  const text = await preview.innerText()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download', exact: true }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('Read me first.txt')
  const content = await textOf(await file.createReadStream())
  expect(content.replaceAll(/\s+/g, ' ').trim()).toBe(text.replaceAll(/\s+/g, ' ').trim())
})

test('shows a picture, and what could hold script as the text that it is', async () => {
  const page = await browse('Ada', '?path=Pictures&file=Pictures%2FSite%201.jpg')
  const picture = page.getByRole('img', { name: 'Picture: Site 1.jpg' })
  await picture.waitFor()
  const width = () => page.evaluate('document.querySelector("img[alt^=Picture]").naturalWidth')
  await expect.poll(width).toBeGreaterThan(0)
  await page.goto(await restorePage(pages, 'Ada', '?file=Pictures%2FLogo%201.svg'))
  await page.locator('pre', { hasText: '<svg' }).waitFor()
})

/** A browser that shows PDFs within pages; the one of the tests has nothing that does. */
const SHOWS_PDF = `Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => true })
  const make = URL.createObjectURL
  URL.createObjectURL = (content) => { window.shownAs = content.type; return make.call(URL, content) }`

test('a PDF is shown where the browser can, and is to be downloaded where it cannot', async () => {
  const page = await browse('Ada', '?path=Documents&file=Documents%2FSpecification%201.pdf')
  await page.getByRole('region', { name: 'Preview' }).getByText('This browser shows no PDF').waitFor()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download', exact: true }).click()
  expect((await downloading).suggestedFilename()).toBe('Specification 1.pdf')
  await page.addInitScript(SHOWS_PDF)
  await page.reload()
  const shown = page.locator('iframe[title="Document: Specification 1.pdf"]')
  await shown.waitFor()
  expect(await shown.getAttribute('src')).toMatch(/^blob:/)
  expect(await page.evaluate('shownAs')).toBe('application/pdf')
  const whole = page.getByRole('link', { name: 'Open in a new tab' })
  expect(await whole.getAttribute('href')).toBe(await shown.getAttribute('src'))
})

test('on a phone the choice stays in reach, and survives a reload', async () => {
  const page = await pages.open(ADMIN, await restorePage(pages, 'Ada', '?path=Documents'), 'phone')
  await page.getByRole('checkbox', { name: 'Select Letter 1.docx' }).tap()
  await page.reload()
  await page.getByText('1 selected').waitFor()
  expect(await overhangOf(page)).toBe(0)
  await button(page, 'Restore').tap()
  await page.getByRole('radio', { name: 'Download as ZIP' }).tap()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as ZIP' }).tap()
  expect((await downloading).suggestedFilename()).toMatch(/\.zip$/)
})

test('privacy keeps administrators out, and not the legal officer', async () => {
  const api = pages.api(ADMIN)
  const id = await personOf(pages, 'ليلى')
  const move = async (profileId: string) => {
    const { data } = await api.GET('/api/v1/people/{id}', { params: { path: { id } } })
    const header = { 'if-match': `"${data?.version}"` }
    await api.PATCH('/api/v1/people/{id}', { params: { path: { id }, header }, body: { profileId } })
    return data?.profileId ?? ''
  }
  const { data: profile } = await api.POST('/api/v1/profiles', {
    body: {
      name: 'Private in the test of restores',
      settings: { privacy: { adminAccess: false, personMayEdit: false } },
    },
  })
  const before = await move(profile?.id ?? '')
  try {
    const page = await browse('ليلى')
    await page.getByText('This person’s data is private').waitFor()
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await violationsOn(page)).toEqual([])
    const legal = await browse('ليلى', '', 'legal-officer')
    await legal.getByRole('row', { name: 'ملاحظات.txt' }).waitFor()
  } finally {
    await move(before)
    await api.DELETE('/api/v1/profiles/{id}', {
      params: {
        path: { id: profile?.id ?? '' },
        header: { 'if-match': `"${profile?.version}"` },
      },
      body: { reason: 'made for a test alone' },
    })
  }
})

test('who may not read backups is not let in', async () => {
  const page = await browse('Ada', '', 'auditor')
  await page.getByText('Your role does not include').waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
