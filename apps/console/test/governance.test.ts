import { afterAll, expect, inject, test } from 'vitest'
import { Pages } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

test('by keyboard alone from a grouping to a bar, and to the people behind it: the numbers are those of the API', async () => {
  const page = await pages.open('auditor', '/governance')
  await page.getByRole('navigation', { name: 'Group by' }).getByRole('link', { name: 'File type' }).focus()
  const told = page.waitForResponse('**/api/v1/data-by-source?by=fileType*')
  await page.keyboard.press('Enter')
  const { groups, total } = await (await told).json()
  const table = page.getByRole('table', { name: 'Data by file type' })
  await page.getByText(`in ${total.items} files, in ${total.groups} groups`).waitFor()
  // One row is that of the titles.
  expect(await table.getByRole('row').count()).toBe(groups.length + 1)
  const documents = groups.find(({ key }: { key: string }) => key === 'document')
  const row = table.getByRole('row', { name: /Documents/ })
  expect((await row.getByRole('cell').allInnerTexts()).slice(1)).toEqual([
    String(documents.items),
    String(documents.drives),
  ])
  await table.getByRole('link', { name: 'Show the people behind Documents' }).focus()
  const people = page.waitForResponse('**/api/v1/data-by-source?by=owner*')
  await page.keyboard.press('Enter')
  const owners = (await (await people).json()).groups
  expect(owners).toHaveLength(documents.drives)
  const list = page.getByRole('table', { name: 'People: Documents' })
  await list.getByRole('link', { name: owners[0].name }).waitFor()
  expect(await list.getByRole('rowheader').allInnerTexts()).toEqual(
    owners.map(({ name }: { name: string }) => name),
  )
  expect(page.url()).toBe(`${pages.url}/governance?by=fileType&key=document`)
  await page.getByRole('button', { name: 'Close the list of people' }).press('Enter')
  await page.waitForURL('**/governance?by=fileType')
  expect(await list.count()).toBe(0)
})

test('storage stands with its region and what it takes; an address with nonsense is as one without', async () => {
  const page = await pages.open('legal-officer', '/governance?by=storage')
  await page.getByRole('columnheader', { name: 'Stored' }).waitFor()
  await page.goto('/governance?by=nonsense')
  await page
    .getByRole('table', { name: 'Data by source' })
    .getByRole('link', { name: /OneDrive/ })
    .waitFor()
})

test('without data the page says when there will be some', async () => {
  const page = await pages.open('auditor', '/sign-in')
  await page.route('**/api/v1/data-by-source?*', (route) =>
    route.fulfill({ json: { groups: [], total: { groups: 0, items: 0, bytes: 0 } } }),
  )
  await page.goto('/governance')
  await page.getByText('There is no backed-up data yet.').waitFor()
  await page.getByRole('link', { name: 'Go to OneDrive' }).click()
  await page.waitForURL('**/onedrive')
})

test('whose role does not include reports is not let in', async () => {
  const page = await pages.open('help-desk', '/governance')
  await page.getByText('Your role does not include this page.').waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
