import type { Page } from 'playwright-core'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { EmulatedDrive } from './emulated-drive.ts'
import { Pages, violationsOn } from './pages.ts'
import { OWN_PEOPLE } from './setup/emulator-of.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** An answer of the server's that this page alone gets. */
async function answer(page: Page, path: string, body: object, status = 200): Promise<void> {
  await page.route(`**/api/v1/${path}`, (route) =>
    route.fulfill({ status, json: body, contentType: `application/${status === 200 ? '' : 'problem+'}json` }),
  )
}

test('the numbers on the page are those of the API', async () => {
  const page = await pages.open('auditor', '/sign-in')
  const told = page.waitForResponse('**/api/v1/overview')
  await page.goto('/')
  const overview = await (await told).json()
  const people = overview.people.active + overview.people.preserved
  await page.getByText(`${overview.peopleProtected} of ${people}`, { exact: true }).waitFor()
  await page.getByText(`${overview.protectedItems} items in the newest backups`).waitFor()
  for (const [status, name] of [
    ['success', 'Backed up successfully'],
    ['errors', 'Backed up with errors'],
    ['failed', 'Backup failed'],
    ['never', 'Not backed up yet'],
  ] as const) {
    const bucket = panel(page, 'Last backups').getByRole('link', { name })
    expect((await bucket.innerText()).split('\n')).toEqual([name, String(overview.lastStatus[status])])
  }
  // Today is as of now: the last point of the line is what stands above it.
  const line = await page.getByRole('slider').getAttribute('aria-valuetext')
  const mebibytes = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(
    overview.protectedBytes / 1024 ** 2,
  )
  expect(line).toContain(`Data protected ${mebibytes} MiB`)
})

test('a bucket of last backups leads to whom it concerns', async () => {
  const page = await pages.open('help-desk')
  await panel(page, 'Last backups').getByRole('link', { name: 'Backed up with errors' }).click()
  await page.getByRole('heading', { name: 'OneDrive', level: 1 }).waitFor()
  expect(page.url()).toBe(`${pages.url}/onedrive?status=errors`)
})

test('a backup that somebody asks for is seen as it goes on, and then no more', async () => {
  await using drive = await EmulatedDrive.of(OWN_PEOPLE.overview)
  await drive.write('Documents/Minutes.txt', 'written since the last backup')
  await drive.hold()
  const page = await pages.open('help-desk')
  await panel(page, 'Jobs under way').waitFor()
  const api = pages.api('cloud-administrator')
  const query = { search: OWN_PEOPLE.overview }
  const { data: people } = await api.GET('/api/v1/people', { params: { query } })
  const onedriveId = people?.items[0]?.onedrive?.id ?? ''
  const { data: asked } = await api.POST('/api/v1/backups', { body: { onedriveIds: [onedriveId] } })
  const job = panel(page, 'Jobs under way').locator(`a[href="/jobs/${asked?.backups[0]?.jobId}"]`)
  await job.waitFor()
  expect(await job.innerText()).toBe(`Backup: ${OWN_PEOPLE.overview}`)
  await drive.letGo()
  await job.waitFor({ state: 'detached' })
})

describe('what a role may not see is not there:', () => {
  test.each([
    ['profile-administrator', { alerts: true, budget: false }],
    ['legal-officer', { alerts: false, budget: false }],
    ['auditor', { alerts: true, budget: true }],
  ] as const)('%s', async (role, { alerts, budget }) => {
    const page = await pages.open(role)
    await page.getByRole('slider').waitFor()
    const shown = (name: string) => panel(page, name).count()
    expect([await shown('Open alerts'), await shown('Microsoft’s request budget')]).toEqual([
      Number(alerts),
      Number(budget),
    ])
    expect(await panel(page, 'Finish setting up').count()).toBe(0)
    await page.context().close()
  })
})

test('what is missing for a new server is told until nobody wants to hear it', async () => {
  const page = await pages.open('cloud-administrator', '/sign-in')
  await answer(page, 'accounts*', { items: [], nextCursor: null })
  await page.goto('/')
  const card = panel(page, 'Finish setting up')
  await card.getByRole('link', { name: 'Invite a second administrator' }).waitFor()
  await card.getByRole('button', { name: 'Do not show this any more' }).press('Enter')
  await card.waitFor({ state: 'detached' })
  await page.reload()
  await panel(page, 'Last backups').getByRole('link').first().waitFor()
  expect(await card.count()).toBe(0)
})

test('what was asked of Microsoft is counted where it is asked', async () => {
  const { data } = await pages.api('auditor').GET('/api/v1/budget')
  expect(data?.units?.usedLastDay).toBeGreaterThan(0)
  expect(data?.units?.band.unitsPerMinute).toBe(1_200)
  expect(data?.firstBackups).toMatchObject({ running: 0 })
})

test('a pause, and when first backups are complete, are told in words', async () => {
  const page = await pages.open('auditor', '/sign-in')
  const in90Minutes = new Date(Date.parse('2099-03-02T10:30:00Z')).toISOString()
  await answer(page, 'budget', {
    units: {
      band: { unitsPerMinute: 1_200, unitsPerDay: 1_200_000 },
      ...{ unitsPerMinute: 960, unitsPerDay: 960_000, minuteLeft: 0, dayLeft: 96_000 },
      ...{ usedLastMinute: 720, usedLastDay: 864_000, restoreShare: 0.2, offPeak: false },
      pausedUntil: in90Minutes,
    },
    firstBackups: {
      ...{ waiting: 3, running: 1, left: { files: 5_000, bytes: 1_000 } },
      forecast: { units: 5_100, seconds: 5_400, at: in90Minutes, limit: 'day' },
    },
  })
  await page.goto('/')
  const budget = panel(page, 'Microsoft’s request budget')
  await budget.getByText('Microsoft asked for a pause').waitFor()
  await budget.getByText('3 first backups are still to be completed').waitFor()
  await budget.getByText(/at the earliest, in 1 hr 30 min/).waitFor()
  const day = budget.getByRole('meter', { name: 'Last 24 hours' })
  expect(await day.getAttribute('aria-valuetext')).toBe('864,000 of 960,000')
  expect(await violationsOn(page)).toEqual([])
})

test('late backups are named, the worst first, and so is the way to them', async () => {
  const page = await pages.open('cloud-administrator', '/sign-in')
  const id = '11111111-1111-4111-8111-111111111111'
  const [profile, lastSuccessAt] = [{ id, name: 'Default' }, '2026-01-01T00:00:00Z']
  const dueAt = '2026-01-01T09:00:00Z'
  const counts = { kept: 1, late: 1, never: 0 }
  await answer(page, 'overview/recovery-points', {
    total: counts,
    profiles: [
      {
        ...counts,
        ...{ profile, frequency: 'hourly' },
        worst: { personId: id, name: 'Alan', lastSuccessAt, dueAt },
      },
    ],
  })
  await answer(page, 'overview/late-backups?*', {
    items: [
      {
        ...{
          onedriveId: id,
          person: { id, name: 'Alan', principalName: 'alan@x' },
          profile,
          lastSuccessAt,
          dueAt,
        },
        ...{ frequency: 'hourly', lastStatus: 'failed' },
        error: { code: 'EKEY_UNAVAILABLE', message: 'Nobody gave the key.' },
      },
    ],
    total: 1,
  })
  await page.goto('/')
  const points = panel(page, 'Recovery points')
  await points.getByRole('link', { name: /^Alan: last backup/ }).waitFor()
  await page.getByText('50%', { exact: true }).waitFor()
  await points.getByRole('link', { name: '1 late' }).click()
  await page.getByText('In the profile Default.').waitFor()
  expect(page.url()).toContain(`/late?profileId=${id}`)
  const row = page.getByRole('row', { name: /Alan/ })
  expect(await row.innerText()).toMatch(/every hour[\s\S]*Backup failed[\s\S]*Nobody gave the key/)
  expect(await violationsOn(page)).toEqual([])
})

test('the line of growth is read by the arrow keys', async () => {
  const page = await pages.open('auditor', '/sign-in')
  const point = (day: string, bytes: number) => ({ day, people: 1, items: 1, bytes, storedBytes: bytes / 2 })
  await answer(page, 'growth?*', {
    points: [point('2026-01-01', 1_024), point('2026-01-02', 2_048), point('2026-01-03', 4_096)],
  })
  await page.goto('/?days=30')
  const line = page.getByRole('slider')
  await line.focus()
  const readings: (string | null)[] = []
  for (const key of ['Home', 'ArrowRight', 'End', 'ArrowRight']) {
    await page.keyboard.press(key)
    readings.push(await line.getAttribute('aria-valuetext'))
  }
  expect(readings).toEqual([
    '1 Jan 2026: Data protected 1 KiB, Stored 512 B',
    '2 Jan 2026: Data protected 2 KiB, Stored 1 KiB',
    '3 Jan 2026: Data protected 4 KiB, Stored 2 KiB',
    '3 Jan 2026: Data protected 4 KiB, Stored 2 KiB',
  ])
  await page.getByRole('combobox', { name: 'Period' }).selectOption('365')
  await page.waitForURL('**/?days=365')
})

test('a part that cannot be read says so, and the others stay', async () => {
  const page = await pages.open('auditor', '/sign-in')
  await answer(page, 'overview/failures', { code: 'HF_FORBIDDEN', title: 'Not now.', status: 403 }, 403)
  await page.goto('/')
  await panel(page, 'Why backups fail').getByRole('alert').waitFor()
  await panel(page, 'Last backups').getByRole('link').first().waitFor()
})

test('everything is there in German', async () => {
  const page = await pages.open('auditor', '/', 'light', 'de-DE')
  await page.getByRole('slider').waitFor()
  await panel(page, 'Anfragebudget bei Microsoft').getByRole('meter').first().waitFor()
  await panel(page, 'Wiederherstellungspunkte').getByText('alle 8 Stunden').first().waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
