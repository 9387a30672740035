import { text } from 'node:stream/consumers'
import { afterAll, afterEach, expect, inject, test } from 'vitest'
import { Pages } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())
afterEach(async () => {
  const api = pages.api('cloud-administrator')
  const { data } = await api.GET('/api/v1/report-schedules')
  for (const { id } of data?.schedules ?? [])
    await api.DELETE('/api/v1/report-schedules/{id}', { params: { path: { id } } })
})

/** How many people the report of last backups has: those of the organisation, and those that other tests brought. */
async function everybody(): Promise<number> {
  const { data } = await pages.api('cloud-administrator').GET('/api/v1/reports/{report}', {
    params: { path: { report: 'last-backup-status' } },
  })
  return data?.totals.rows ?? 0
}

test('a report is found by its question, narrowed, sorted, and taken along with the same rows', async () => {
  const page = await pages.open('cloud-administrator', '/reports')
  await page.getByRole('link', { name: /How did the last backup of each person go/ }).click()
  await page.getByRole('heading', { name: 'Last backup status', level: 1 }).waitFor()
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ rows ·/ })
    .waitFor()
  await page.getByRole('button', { name: 'Person' }).click()
  await page.waitForURL(/order=descending/)
  await page.getByLabel('Name or sign-in name').fill('ada')
  await page.getByRole('status').filter({ hasText: '1 row ·' }).waitFor()
  expect(page.url()).toContain('search=ada')
  await page.getByRole('rowheader', { name: /Ada Lindqvist/ }).waitFor()
  expect(await page.getByRole('link', { name: 'Ada Lindqvist' }).getAttribute('href')).toMatch(
    /^\/onedrive\/[\w-]+$/,
  )
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('last-backup-status.csv')
  const lines = (await text(await file.createReadStream())).trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('Person,Sign-in name,Profile')
  expect(lines[1]).toContain('Ada Lindqvist,')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ rows ·/ })
    .waitFor()
  await page.context().close()
})

test('what an address says is what is shown, and what it cannot say is left out', async () => {
  const page = await pages.open('auditor', '/reports/last-backup-status?status=failed&app=nonsense&days=x')
  await page.getByText('No row matches these filters').waitFor()
  expect(await page.getByRole('combobox', { name: 'Last backup status' }).inputValue()).toBe('failed')
  await page.goto('/reports/licences')
  await page.getByText('Active licences').waitFor()
  await page.goto('/reports/nothing')
  await page.getByText('There is no such page').waitFor()
  await page.context().close()
})

test('a schedule is made by keyboard alone', async () => {
  const page = await pages.open('cloud-administrator', '/reports/missed-backups')
  await page.getByRole('button', { name: 'Send by mail' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('No mail server is set up yet').waitFor()
  await page.getByLabel('How often').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByLabel('Day of the month').focus()
  await page.keyboard.type('3')
  await page.getByRole('textbox', { name: /Recipients/ }).focus()
  await page.keyboard.type('nobody')
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('“nobody” is not an e-mail address.').waitFor()
  await page.getByRole('textbox', { name: /Recipients/ }).focus()
  await page.keyboard.type('@contoso.example; boss@contoso.example')
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('The report is sent from now on.').first().waitFor()
  const { data } = await pages.api('cloud-administrator').GET('/api/v1/report-schedules')
  expect(data?.schedules).toMatchObject([
    {
      report: 'missed-backups',
      rhythm: { every: 'month', day: 3 },
      recipients: ['nobody@contoso.example', 'boss@contoso.example'],
      attachCsv: true,
    },
  ])
  await page.context().close()
})

test('a schedule is changed, tried and deleted', async () => {
  const api = pages.api('cloud-administrator')
  await api.POST('/api/v1/report-schedules', {
    body: {
      report: 'licences',
      filter: { seat: 'active' },
      rhythm: { every: 'day' },
      time: '07:00',
      timeZone: 'Europe/Berlin',
      recipients: ['ops@contoso.example'],
    },
  })
  const page = await pages.open('cloud-administrator', '/reports')
  const menu = page.getByRole('button', { name: 'What to do with the schedule of Licences' })
  await page.getByRole('cell', { name: 'Every day at 07:00' }).waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Change' }).click()
  await page.waitForURL(/schedule=/)
  await page.getByLabel('How often').selectOption('Every week')
  await page.getByLabel('Day of the week').selectOption('Friday')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('cell', { name: 'Every Friday at 07:00' }).waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Send now' }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByRole('alert').filter({ hasText: 'No mail server is set' }).waitFor()
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('No report is sent by mail yet').waitFor()
  await page.context().close()
})

test('an auditor reads reports and schedules and changes none; the help desk has no reports', async () => {
  const page = await pages.open('auditor', '/reports')
  await page.getByText('No report is sent by mail yet').waitFor()
  await page.goto('/reports/last-backup-status')
  await page.getByRole('link', { name: 'Download CSV' }).waitFor()
  expect(await page.getByRole('button', { name: 'Send by mail' }).count()).toBe(0)
  await page.context().close()
  const help = await pages.open('help-desk', '/reports')
  await help.getByText('Your role does not include').waitFor()
  expect(await help.getByRole('link', { name: 'Reports' }).count()).toBe(0)
  await help.context().close()
})

test('on paper stand all rows, and nothing that leads elsewhere', async () => {
  const page = await pages.open('cloud-administrator', '/reports/last-backup-status', 'light', 'de-DE')
  await page
    .getByRole('status')
    .filter({ hasText: `${await everybody()} Zeilen` })
    .waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
  expect(await page.getByRole('row').count()).toBe(1 + (await everybody()))
  expect(await page.getByRole('navigation').count()).toBe(0)
  await page.context().close()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
