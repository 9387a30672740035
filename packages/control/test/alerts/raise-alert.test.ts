import { describe, expect, test } from 'vitest'
import {
  ALERT_KIND_NAMES,
  ALERT_KINDS,
  changeAlertRule,
  describeAlert,
  listAlerts,
  listEvents,
  raiseAlert,
  raiseAlerts,
  resolveAlert,
  systemActor,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { administrator, HOUR } from './populate.ts'

const system = systemActor('test')
const failed = {
  kind: 'backup-failed',
  subject: 'megan',
  details: { person: 'Megan', personId: 'megan', code: 'HF_X' },
} as const

async function open(control: TestControl) {
  return (await listAlerts(control, system)).alerts
}

describe('an alert', () => {
  test('is raised once, and counted while its condition lasts', async () => {
    await using control = await testControl()
    await raiseAlert(control, undefined, failed)
    control.clock.advance(HOUR)
    await raiseAlert(control, undefined, { ...failed, details: { ...failed.details, code: 'HF_Y' } })
    const alerts = await open(control)
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).toMatchObject({
      count: 2,
      severity: 'warning',
      title: 'Megan: the backup failed (HF_Y)',
      firstAt: new Date(control.clock.now() - HOUR),
      lastAt: new Date(control.clock.now()),
    })
  })

  test('is another one for another subject or kind', async () => {
    await using control = await testControl()
    await raiseAlert(control, undefined, failed)
    await raiseAlert(control, undefined, { ...failed, subject: 'lee' })
    await raiseAlert(control, undefined, { kind: 'one-administrator', subject: 'megan', details: {} })
    expect(await open(control)).toHaveLength(3)
  })

  test('of a failed backup is worse after the third in a row, and to be told again', async () => {
    await using control = await testControl()
    await raiseAlert(control, undefined, failed)
    await control.sql
      .updateTable('alert')
      .set({ toldAt: new Date(0) })
      .execute()
    await raiseAlert(control, undefined, failed)
    expect(await open(control)).toMatchObject([{ severity: 'warning', toldAt: new Date(0) }])
    await raiseAlert(control, undefined, failed)
    expect(await open(control)).toMatchObject([{ severity: 'high', toldAt: null, count: 3 }])
  })

  test('is over when it is resolved, and a new one when the condition comes back', async () => {
    await using control = await testControl()
    await raiseAlert(control, undefined, failed)
    await resolveAlert(control, undefined, failed)
    expect(await open(control)).toEqual([])
    await raiseAlert(control, undefined, failed)
    expect(await open(control)).toMatchObject([{ count: 1 }])
    expect((await listAlerts(control, system, { which: 'older' })).alerts).toHaveLength(1)
  })

  test('is not there when its transaction fails', async () => {
    await using control = await testControl()
    const failing = control.sql.transaction().execute(async (transaction) => {
      await raiseAlert(control, transaction, failed)
      throw new Error('given up')
    })
    await expect(failing).rejects.toThrow('given up')
    expect(await open(control)).toEqual([])
    expect(await listEvents(control, system)).toEqual([])
  })

  test('is told to the events when it opens, becomes worse, and ends; not each time it is counted', async () => {
    await using control = await testControl()
    for (let i = 0; i < 5; i++) await raiseAlert(control, undefined, failed)
    await resolveAlert(control, undefined, failed)
    const events = await listEvents(control, system)
    expect(events.map(({ type, severity, identity }) => [type, severity, identity])).toEqual([
      ['alert.raised', 4, 'person:megan'],
      ['alert.raised', 3, 'person:megan'],
      ['alert.resolved', 6, 'person:megan'],
    ])
  })

  test('is one when it is raised many times at once', async () => {
    await using control = await testControl()
    await Promise.all(Array.from({ length: 10 }, () => raiseAlert(control, undefined, failed)))
    expect(await open(control)).toMatchObject([{ count: 10 }])
  })

  test('of many subjects is raised in one go', async () => {
    await using control = await testControl()
    const alerts = Array.from({ length: 1_200 }, (_, i) => ({ ...failed, subject: `${i % 1_100}` }))
    await control.sql
      .transaction()
      .execute((transaction) => raiseAlerts(control, transaction, 'backup-failed', alerts))
    const { n } = await control.sql
      .selectFrom('alert')
      .select((query) => query.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(n).toBe(1_100)
  })

  test('is not raised while its kind is switched off', async () => {
    await using control = await testControl()
    await changeAlertRule(control, administrator, 'backup-failed', { enabled: false }, 0)
    await raiseAlert(control, undefined, failed)
    expect(await open(control)).toEqual([])
  })

  test('has the severity of its rule', async () => {
    await using control = await testControl()
    await changeAlertRule(control, administrator, 'backup-failed', { severity: 'info' }, 0)
    for (let i = 0; i < 4; i++) await raiseAlert(control, undefined, failed)
    expect(await open(control)).toMatchObject([{ severity: 'info' }])
  })
})

describe('the kinds of alerts', () => {
  test.each(ALERT_KIND_NAMES)('%s needs the details that its words name', (kind) => {
    const { title, hint, needs } = ALERT_KINDS[kind]
    const named = [...`${title} ${hint}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
    expect([...needs]).toEqual(expect.arrayContaining(named))
    const words = describeAlert(kind, 's', Object.fromEntries(needs.map((name) => [name, 'value'])))
    expect(`${words.title} ${words.hint}`).not.toMatch(/[{}?]/)
  })

  test('of another version are told as they are', () => {
    expect(describeAlert('of-old', 'it', {})).toEqual({ title: 'of-old: it', hint: '' })
  })

  test('a detail that is not there leaves a question mark, and one with braces does no harm', () => {
    expect(describeAlert('backup-failed', 's', { person: '{code}' }).title).toBe(
      '{code}: the backup failed (?)',
    )
  })
})
