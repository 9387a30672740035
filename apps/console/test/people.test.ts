import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { Pages, violationsOn } from './pages.ts'
import { said } from './profile-world.ts'

const pages = new Pages(inject('sessions'))
const api = pages.api('cloud-administrator')

afterAll(() => pages[Symbol.asyncDispose]())

const IMPORTED = 'iris.imported@contoso.onmicrosoft.com'

async function answer(page: Page, action: string, reason?: string): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).click()
  if (reason !== undefined) await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'Yes' }).click()
}

test('a file with a bad line is refused line by line; corrected, it adds people, who can be preserved, deleted and brought back', async () => {
  const page = await pages.open('cloud-administrator', '/people/import')
  const file = (lines: string[]) => ({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['principalName;displayName;profile', ...lines].join('\r\n')),
  })
  const input = page.locator('input[type=file]')
  await input.setInputFiles(file([`${IMPORTED};Iris Imported;`, 'no address;Nobody;No such profile']))
  await page.getByText('Lines with problems: 1.').waitFor()
  const wrong = page.getByRole('row').filter({ hasText: 'no address' })
  expect(await wrong.innerText()).toMatch(
    /3[\s\S]*is no sign-in name[\s\S]*there is no profile “No such profile”/,
  )
  expect(await page.getByRole('button', { name: /^Import \d/ }).count()).toBe(0)
  expect(await violationsOn(page)).toEqual([])

  await input.setInputFiles(file([`${IMPORTED};Iris Imported;`]))
  await page.getByText('No line has a problem.').waitFor()
  await page.getByRole('button', { name: 'Import 1 people' }).click()
  await said(page, 'Added: 1. Changed: 0.')

  await page.goto('/people?search=iris.imported')
  const row = page.getByRole('row').filter({ hasText: 'Iris Imported' })
  const choose = () => page.getByRole('checkbox', { name: 'Select Iris Imported' }).check()
  await choose()
  await answer(page, 'Preserve')
  await row.getByText('Preserved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await row.getByText('Active', { exact: true }).waitFor()
  await choose()
  await answer(page, 'Delete', 'was only imported')
  await page.getByText('Nobody is found').waitFor()
  await page.getByLabel('State').selectOption('Deleted')
  await choose()
  await answer(page, 'Roll back the delete')
  await said(page, 'Back again: 1.')
  await page.getByLabel('State').selectOption('Active')
  await choose()
  await answer(page, 'Delete', 'was only imported')
  await said(page, 'Deleted: 1.')
})

test('a group for a rule is chosen by its name, and another name forgets its ID', async () => {
  const page = await pages.open('cloud-administrator', '/people?tab=rules')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('Members of a group').check()
  const name = page.getByRole('combobox', { name: 'Name of the group' })
  await name.pressSequentially('eng')
  await page.getByRole('option', { name: 'Engineering' }).click()
  expect(await name.inputValue()).toBe('Engineering')
  expect(await page.getByLabel('Object ID of the group').inputValue()).toMatch(/^[0-9a-f-]{36}$/)
  expect(await violationsOn(page)).toEqual([])
  await name.pressSequentially(' of nobody')
  await page.getByRole('option', { name: 'No group begins like this' }).waitFor()
  expect(await page.getByLabel('Object ID of the group').inputValue()).toBe('')
})

test('mapping rules are added, and put into another order by keyboard alone', async () => {
  const page = await pages.open('cloud-administrator', '/people?tab=rules')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('An attribute').check()
  await page.getByLabel('Value').fill('Department of nobody')
  await page.getByLabel('Profile').selectOption('Default')
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await said(page, 'The rule is added.')
  const order = async () => {
    const { data } = await api.GET('/api/v1/mapping-rules')
    return data?.rules.map(({ condition }) => condition.kind)
  }
  const rule = 'Department is “Department of nobody”'
  try {
    await page.getByRole('button', { name: `Move up: ${rule}` }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(`${rule} is now rule 1 of 2.`).waitFor()
    await expect.poll(order).toEqual(['attribute', 'everyone'])
    // The focus stays on the rule that was moved.
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByText(`${rule} is now rule 2 of 2.`).waitFor()
    await expect.poll(order).toEqual(['everyone', 'attribute'])
    await page
      .getByRole('listitem')
      .filter({ hasText: rule })
      .dragTo(page.getByRole('listitem').filter({ hasText: 'Everyone but guests' }))
    await expect.poll(order).toEqual(['attribute', 'everyone'])
  } finally {
    await page.getByRole('button', { name: `Remove: ${rule}` }).click()
    await page.getByRole('button', { name: 'Yes' }).click()
    await said(page, 'The rule is removed.')
  }
  expect(await order()).toEqual(['everyone'])
})

test('a synchronisation is started, and its numbers are shown when it has ended', async () => {
  const { data: before } = await api.GET('/api/v1/directory/sync')
  const page = await pages.open('cloud-administrator', '/people?tab=sync')
  await page.getByRole('heading', { name: 'The last one' }).waitFor()
  await page.getByRole('button', { name: 'Start sync now' }).click()
  await said(page, /The synchronisation has begun|A synchronisation is under way already/)
  const last = async () => (await api.GET('/api/v1/directory/sync')).data?.last?.at
  await expect.poll(last, { timeout: 20_000 }).not.toBe(before?.last?.at)
  await page.getByText('What had changed').waitFor()
})

test('somebody is added by hand; a name that is taken is refused in the server’s words, and nothing is lost', async () => {
  const page = await pages.open('cloud-administrator', '/people?add=true')
  await page.getByRole('dialog').getByLabel(/^Name/).fill('Ada again')
  await page.getByLabel('Sign-in name').fill('ada')
  await page.getByText('A sign-in name looks like name@domain.').waitFor()
  await page.getByLabel('Sign-in name').fill('ada.lindqvist@contoso.onmicrosoft.com')
  await page.getByRole('dialog').getByRole('button', { name: 'Add a person' }).click()
  await page.getByText('There is a person named ada.lindqvist').waitFor()
  expect(await page.getByLabel('Sign-in name').inputValue()).toContain('ada.lindqvist')
})

test('a role is offered what it may do', async () => {
  const desk = await pages.open('help-desk', '/people?tab=rules')
  await desk.getByText('Ada Lindqvist', { exact: true }).waitFor()
  expect(await desk.getByRole('checkbox').count()).toBe(0)
  expect(await desk.getByRole('button', { name: /Add|Import/ }).count()).toBe(0)
  expect(await desk.getByRole('link', { name: 'Mapping rules' }).count()).toBe(0)
  const auditor = await pages.open('auditor', '/people?tab=rules')
  await auditor.getByText('Your role may see the rules, not change them.', { exact: false }).waitFor()
  expect(await auditor.getByRole('button', { name: /Move|Add|Remove/ }).count()).toBe(0)
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
