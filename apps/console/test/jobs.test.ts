import { afterAll, expect, inject, test } from 'vitest'
import { Pages } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

/** The newest backup that ended so, of a person of the emulated organisation. */
async function backupOf(name: string) {
  const { data } = await pages
    .api('cloud-administrator')
    .GET('/api/v1/jobs', { params: { query: { kind: 'backup', limit: 100 } } })
  const job = data?.items.findLast(({ person }) => person?.name === name)
  if (job === undefined) throw new Error(`nobody backed up ${name}`)
  return job
}

test('how far a long backup is, is told in files, in bytes and in time', async () => {
  const ended = await backupOf('Ada Lindqvist')
  // As the server tells of one that takes minutes.
  const running = {
    ...ended,
    id: '00000000-0000-4000-8000-000000000001',
    state: 'running',
    result: null,
    endedAt: null,
    startedAt: '2026-01-01T10:00:00.000Z',
    updatedAt: '2026-01-01T10:01:00.000Z',
    progress: {
      phase: 'fetching',
      files: 30,
      filesTotal: 120,
      bytes: 60 * 1024 ** 2,
      bytesTotal: 240 * 1024 ** 2,
      failed: 2,
    },
  }
  const page = await pages.open('cloud-administrator', '/sign-in')
  await page.route('**/api/v1/jobs/events', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `event: job\ndata: ${JSON.stringify(running)}\n\n`,
    }),
  )
  await page.route(`**/api/v1/jobs/${running.id}`, (route) => route.fulfill({ json: running }))
  await page.route(`**/api/v1/jobs/${running.id}/log*`, (route) => route.fulfill({ json: { entries: [] } }))
  await page.goto('/jobs?kind=backup')
  await page.getByText(/^25% · 1 MiB\/s · about 3 mins? left$/).waitFor()
  await page.getByRole('progressbar').and(page.locator('[aria-valuetext^="25%"]')).waitFor()
  await page.getByRole('link', { name: 'Backup: Ada Lindqvist' }).last().waitFor()
  await page.goto(`/jobs/${running.id}`)
  await page.getByText(/^Fetching files · 30 of 120 files · 60 MiB of 240 MiB · 2 failed/).waitFor()
})

test('the log of a backup with errors names the file to whoever may know it, and can be searched', async () => {
  const { id } = await backupOf('Jürgen Weiß')
  const page = await pages.open('cloud-administrator', `/jobs/${id}`)
  await page.getByText('Rechnung (offen).zip').waitFor()
  await page.getByText('1 of 29 files that Microsoft lists are missing').waitFor()
  await page.getByRole('searchbox', { name: 'Search in the log' }).fill('rechnung')
  await page.waitForURL(/find=rechnung/)
  await page.getByText('Rechnung (offen).zip').waitFor()
  await page.getByLabel('Level').selectOption('Error')
  await page.getByText('No entry fits').waitFor()

  const auditor = await pages.open('auditor', `/jobs/${id}`)
  await auditor.getByText('Name hidden by privacy').waitFor()
  expect(await auditor.getByText('Rechnung').count()).toBe(0)
  expect(await auditor.getByRole('button', { name: 'Back up again' }).count()).toBe(0)
})

test('a backup is asked for once more, and the list is limited by its address', async () => {
  const { id, person } = await backupOf('Nina Okafor')
  const page = await pages.open('help-desk', `/jobs/${id}`, 'light', 'de-DE')
  await page.getByText('noch kein OneDrive angelegt').waitFor()
  await page.getByRole('button', { name: 'Noch einmal sichern' }).click()
  await page.waitForURL((url) => /^\/jobs\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(id))
  await page.getByText('Hedda Help').waitFor()
  await page.goto(`/jobs?person=${person?.id}&kind=nonsense`)
  await page.getByRole('cell', { name: 'Hedda Help' }).first().waitFor()
  expect(await page.getByRole('link', { name: /^Sicherung: (?!Nina)/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Filter zurücksetzen' }).click()
  await page
    .getByRole('link', { name: /^Sicherung: (?!Nina)/ })
    .first()
    .waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
