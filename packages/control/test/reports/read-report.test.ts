import { describe, expect, test } from 'vitest'
import {
  type Actor,
  listReports,
  newId,
  REPORT_NAMES,
  type ReportName,
  readReport,
  recordGrowth,
} from '../../src/index.ts'
import { promisedInterval } from '../../src/reports/kinds/promised-interval.ts'
import { actorWith, administrator, DAY, HOUR } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { addAnomaly, organisation } from './world.ts'

type Query = Parameters<typeof readReport>[3]

async function rowsOf(control: TestControl, name: ReportName, query?: Query, actor: Actor = administrator) {
  return (await readReport(control, actor, name, query)).rows.map(({ cells }) => cells)
}

async function namesIn(control: TestControl, name: ReportName, query?: Query, actor?: Actor) {
  return (await rowsOf(control, name, query, actor)).map(({ person }) => person)
}

describe('the last backup status', () => {
  test('tells how the last backup of each person went, with the sums of all', async () => {
    await using control = await testControl()
    await organisation(control)
    const { rows, totals, next } = await readReport(control, administrator, 'last-backup-status')
    expect(rows.map(({ cells }) => cells.person)).toEqual(['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'])
    expect(rows[1]?.cells).toMatchObject({
      profile: 'Sales',
      address: 'ben@example.com',
      app: 'enabled',
      status: 'failed',
      errorCode: 'HF_STORAGE',
      lastSuccess: '2026-02-27T09:00:00.000Z',
      bytes: 500,
    })
    expect(totals).toEqual({ rows: 5, sums: { items: 15, bytes: 3_507 } })
    expect(next).toBeNull()
  })

  test('is narrowed by profile, status, app and a part of the name', async () => {
    await using control = await testControl()
    const { finance } = await organisation(control)
    const name = 'last-backup-status'
    expect(await namesIn(control, name, { profileId: finance })).toEqual(['Cleo', 'Dan'])
    expect(await namesIn(control, name, { status: 'failed' })).toEqual(['Ben'])
    expect(await namesIn(control, name, { app: 'disabled' })).toEqual(['Eve'])
    expect(await namesIn(control, name, { search: 'DA' })).toEqual(['Ada', 'Dan'])
    expect(await namesIn(control, name, { search: '%' })).toEqual([])
    const { totals } = await readReport(control, administrator, name, { profileId: finance })
    expect(totals).toEqual({ rows: 2, sums: { items: 0, bytes: 2_000 } })
  })
})

describe('pages', () => {
  test.each(REPORT_NAMES)('of %s, by every column, hold each row once and in order', async (name) => {
    await using control = await testControl()
    const { fine } = await organisation(control)
    await addAnomaly(control, fine)
    const report = listReports(administrator).find((each) => each.name === name)
    for (const { key } of report?.columns ?? []) {
      for (const order of ['ascending', 'descending'] as const) {
        const whole = await readReport(control, administrator, name, { sort: key, order })
        const ids: string[] = []
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await readReport(control, administrator, name, { sort: key, order, limit: 1, cursor })
          ids.push(...page.rows.map(({ id }) => id))
          expect(page.totals).toEqual(whole.totals)
          cursor = page.next
        }
        expect(ids, `${key} ${order}`).toEqual(whole.rows.map(({ id }) => id))
        expect(new Set(ids).size).toBe(whole.totals.rows)
      }
    }
  })

  test('put what was never before everything, and the words of a choice in the order of urgency', async () => {
    await using control = await testControl()
    await organisation(control)
    const name = 'last-backup-status'
    const bySuccess = await rowsOf(control, name, { sort: 'lastSuccess' })
    expect(bySuccess.map(({ lastSuccess }) => lastSuccess === null)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    expect(bySuccess.slice(2).map(({ person }) => person)).toEqual(['Dan', 'Ben', 'Ada'])
    expect((await rowsOf(control, name, { sort: 'status' })).map(({ status }) => status)).toEqual([
      'failed',
      'never',
      'never',
      'success',
      'success',
    ])
  })

  test('are refused for a cursor, a column or a filter that the report does not have', async () => {
    await using control = await testControl()
    const cursors = [
      'x',
      ...['["a\\u0000","b"]', '[1]', '["\\ud800","b"]'].map((text) =>
        Buffer.from(text).toString('base64url'),
      ),
    ]
    const invalid = { code: 'HF_INVALID' }
    for (const cursor of cursors)
      for (const sort of ['person', 'bytes', 'lastSuccess', 'status'])
        await expect(
          readReport(control, administrator, 'last-backup-status', { sort, cursor }),
        ).rejects.toMatchObject(invalid)
    await expect(readReport(control, administrator, 'licences', { sort: 'id' })).rejects.toMatchObject(
      invalid,
    )
    await expect(readReport(control, administrator, 'licences', { kind: 'deleted' })).rejects.toMatchObject(
      invalid,
    )
  })
})

describe('missed backups', () => {
  test('are those older than the profile promises, the longest overdue first', async () => {
    await using control = await testControl()
    await organisation(control)
    expect(await rowsOf(control, 'missed-backups')).toMatchObject([
      { person: 'Cleo', lastSuccess: null, promised: 8 * 3_600, overdue: (40 * 24 - 8) * 3_600 },
      { person: 'Ben', promised: 8 * 3_600, overdue: (3 * 24 - 8) * 3_600, errorCode: 'HF_STORAGE' },
    ])
    control.clock.advance(8 * HOUR)
    expect(await namesIn(control, 'missed-backups')).toEqual(['Cleo', 'Ben', 'Ada'])
  })

  test('are nobody’s who has no OneDrive at Microsoft, or whose profile backs nothing up', async () => {
    await using control = await testControl()
    const { never, sales } = await organisation(control)
    await control.sql
      .updateTable('onedrive')
      .set({ lastErrorCode: 'HF_NO_DRIVE' })
      .where('personId', '=', never)
      .execute()
    await control.sql
      .updateTable('profile')
      .set({
        settings: JSON.stringify({
          backup: { enabled: false, frequency: 'daily', blackout: null, timeZone: 'UTC' },
        }),
      })
      .where('id', '=', sales)
      .execute()
    expect(await namesIn(control, 'missed-backups')).toEqual([])
  })

  test('allow for the blackout', () => {
    const settings = { frequency: 'daily', timeZone: 'Europe/Berlin', blackout: null } as const
    const at = Date.parse('2026-01-14T12:00:00Z')
    expect(promisedInterval(settings, at)).toBe(DAY)
    const nightly = { from: '22:00', to: '06:00', days: [] }
    expect(promisedInterval({ ...settings, blackout: nightly }, at)).toBe(DAY + 8 * HOUR)
    const weekend = { from: '00:00', to: '00:00', days: [0, 6] }
    expect(promisedInterval({ ...settings, blackout: weekend }, at)).toBe(3 * DAY)
  })
})

test('licences are used by whoever has a backup, preserved people apart', async () => {
  await using control = await testControl()
  await organisation(control)
  expect((await rowsOf(control, 'licences')).map(({ person, seat }) => [person, seat])).toEqual([
    ['Ada', 'active'],
    ['Ben', 'active'],
    ['Dan', 'preserved'],
    ['Eve', 'active'],
  ])
  expect(await namesIn(control, 'licences', { seat: 'preserved' })).toEqual(['Dan'])
})

test('preserved people are told with who preserved them and when they are deleted', async () => {
  await using control = await testControl()
  const { finance } = await organisation(control)
  const [kept] = await rowsOf(control, 'preserved-people')
  expect(kept).toMatchObject({ person: 'Dan', mode: 'directory', by: null, bytes: 2_000, deleteAt: null })
  await control.sql
    .updateTable('profile')
    .set({ settings: JSON.stringify({ preserved: { deleteAfterDays: 30 } }) })
    .where('id', '=', finance)
    .execute()
  const account = newId(control)
  const at = new Date(control.clock.now())
  await control.sql
    .insertInto('account')
    .values({
      id: account,
      role: 'auditor',
      email: 'a@b.example',
      name: 'Clara',
      state: 'active',
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  await control.sql
    .updateTable('person')
    .set({ preservedBy: account })
    .where('state', '=', 'preserved')
    .execute()
  expect(await rowsOf(control, 'preserved-people')).toMatchObject([
    {
      mode: 'administrator',
      by: 'Clara',
      preservedAt: '2026-02-20T09:00:00.000Z',
      deleteAt: '2026-03-22T09:00:00.000Z',
    },
  ])
})

test('unusual activity has a row for everything that a backup found unusual', async () => {
  await using control = await testControl()
  const { failing } = await organisation(control)
  await addAnomaly(control, failing)
  expect(await rowsOf(control, 'unusual-activity', { sort: 'kind' })).toMatchObject([
    { person: 'Ben', kind: 'encrypted', files: 400, most: 0, lastGoodSnapshot: 'c0ffee' },
    { person: 'Ben', kind: 'deleted', files: 900, most: 12 },
  ])
  expect(await rowsOf(control, 'unusual-activity', { kind: 'deleted', search: 'ben@' })).toHaveLength(1)
  expect(await rowsOf(control, 'unusual-activity', { search: 'Ada' })).toEqual([])
})

describe('storage growth', () => {
  async function grow(control: TestControl) {
    const people = await organisation(control)
    await recordGrowth(control)
    control.clock.advance(DAY)
    await control.sql
      .updateTable('onedrive')
      .set({ bytes: 3_000 })
      .where('personId', '=', people.fine)
      .execute()
    await recordGrowth(control)
    return people
  }

  test('has a row for each day, newest first, for one profile or all', async () => {
    await using control = await testControl()
    const { finance } = await grow(control)
    expect(await rowsOf(control, 'storage-growth')).toMatchObject([
      { day: '2026-03-03', people: 3, bytes: 5_507 },
      { day: '2026-03-02', people: 3, bytes: 3_507, storedBytes: 0 },
    ])
    expect(await rowsOf(control, 'storage-growth', { profileId: finance })).toMatchObject([
      { day: '2026-03-03', bytes: 2_000 },
      { day: '2026-03-02', bytes: 2_000 },
    ])
    expect(await rowsOf(control, 'storage-growth', { days: 1 })).toHaveLength(1)
  })

  test('is that of the profiles that a role is limited to', async () => {
    await using control = await testControl()
    const { sales, finance } = await grow(control)
    const limited = actorWith('profile-administrator', [sales])
    expect(await rowsOf(control, 'storage-growth', { days: 1 }, limited)).toMatchObject([{ bytes: 3_507 }])
    expect(await rowsOf(control, 'storage-growth', { profileId: finance }, limited)).toEqual([])
    expect(await rowsOf(control, 'storage-growth', {}, actorWith('profile-administrator', []))).toEqual([])
  })
})

describe('who sees what', () => {
  test('is the people of the profiles that a role is limited to', async () => {
    await using control = await testControl()
    const { sales, never } = await organisation(control)
    await addAnomaly(control, never)
    const limited = actorWith('profile-administrator', [sales])
    expect(await namesIn(control, 'last-backup-status', {}, limited)).toEqual(['Ada', 'Ben', 'Eve'])
    expect(await namesIn(control, 'missed-backups', {}, limited)).toEqual(['Ben'])
    expect(await namesIn(control, 'licences', {}, limited)).toEqual(['Ada', 'Ben', 'Eve'])
    expect(await namesIn(control, 'preserved-people', {}, limited)).toEqual([])
    expect(await namesIn(control, 'unusual-activity', {}, limited)).toEqual([])
    const { totals } = await readReport(control, limited, 'licences')
    expect(totals).toEqual({ rows: 3, sums: { bytes: 1_507 } })
    expect(await namesIn(control, 'licences', {}, actorWith('profile-administrator', []))).toEqual([])
  })

  test('is nothing without the permission', async () => {
    await using control = await testControl()
    for (const role of ['help-desk', 'person'] as const) {
      const forbidden = { code: 'HF_FORBIDDEN' }
      await expect(readReport(control, actorWith(role), 'licences')).rejects.toMatchObject(forbidden)
      expect(() => listReports(actorWith(role))).toThrow(expect.objectContaining(forbidden))
    }
  })
})
