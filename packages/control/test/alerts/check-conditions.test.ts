import { describe, expect, test } from 'vitest'
import {
  ALERT_SETTING,
  changeSetting,
  checkConditions,
  DEFAULT_SETTINGS,
  listAlerts,
  now,
  raiseAlert,
  systemActor,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { addAccount, addOneDrive, addPerson, addProfile, administrator, DAY } from './populate.ts'

const system = systemActor('test')

async function open(control: TestControl) {
  const { alerts } = await listAlerts(control, system)
  return alerts.map(({ kind, subject, severity, details }) => ({ kind, subject, severity, details }))
}

/** Applications whose secret for backups, and certificate for restores, end then. */
async function connect(control: TestControl, ends: { secret: string | null; certificate: string }) {
  const common = { id: 'a', sealed: 'sealed', addedAt: now(control).toISOString() }
  const value = {
    backup: { current: { ...common, kind: 'secret', expiresAt: ends.secret } },
    restore: {
      current: {
        ...common,
        kind: 'certificate',
        certificate: '',
        thumbprint: '',
        expiresAt: ends.certificate,
      },
    },
  }
  await control.sql
    .insertInto('setting')
    .values({ key: 'connection', value: JSON.stringify(value), updatedAt: now(control) })
    .execute()
}

const inDays = (control: TestControl, days: number) =>
  new Date(control.clock.now() + days * DAY).toISOString()

describe('without a successful backup in some days', () => {
  test('is who had none since, or was never backed up', async () => {
    await using control = await testControl()
    const sales = await addProfile(control, 'Sales')
    const megan = await addPerson(control, sales, 'Megan')
    const lee = await addPerson(control, sales, 'Lee')
    await addOneDrive(control, megan, { lastSuccessAt: now(control) })
    await addOneDrive(control, lee)
    control.clock.advance(3 * DAY - 1)
    await checkConditions(control)
    expect(await open(control)).toEqual([])
    control.clock.advance(1)
    await checkConditions(control)
    expect(await open(control)).toEqual(
      expect.arrayContaining([
        {
          kind: 'no-successful-backup',
          subject: megan,
          severity: 'warning',
          details: { personId: megan, person: 'Megan', days: 3 },
        },
        expect.objectContaining({ subject: lee }),
      ]),
    )
    await control.sql
      .updateTable('onedrive')
      .set({ lastSuccessAt: now(control) })
      .where('personId', '=', megan)
      .execute()
    await checkConditions(control)
    expect(await open(control)).toMatchObject([{ subject: lee }])
  })

  test('is nobody who is not to be backed up', async () => {
    await using control = await testControl()
    const sales = await addProfile(control, 'Sales')
    const off = await addProfile(control, 'Off', {
      ...DEFAULT_SETTINGS,
      backup: { ...DEFAULT_SETTINGS.backup, enabled: false },
    })
    await addOneDrive(control, await addPerson(control, off, 'Megan'))
    await addOneDrive(control, await addPerson(control, sales, 'Lee'), { state: 'disabled' })
    await addOneDrive(control, await addPerson(control, sales, 'Alex', { state: 'preserved' }))
    await addPerson(control, sales, 'Nestor')
    control.clock.advance(30 * DAY)
    await checkConditions(control)
    expect(await open(control)).toEqual([])
  })

  test('is told after the days of the setting', async () => {
    await using control = await testControl()
    await addOneDrive(control, await addPerson(control, await addProfile(control, 'Sales'), 'Megan'))
    await changeSetting(control, administrator, ALERT_SETTING, { noBackupDays: 10 }, 0)
    control.clock.advance(9 * DAY)
    await checkConditions(control)
    expect(await open(control)).toEqual([])
    control.clock.advance(DAY)
    await checkConditions(control)
    expect(await open(control)).toMatchObject([{ details: { days: 10 } }])
  })
})

describe('a secret that expires', () => {
  test('is a warning 30 days before, and critical 7 days before', async () => {
    await using control = await testControl()
    await connect(control, { secret: inDays(control, 31), certificate: inDays(control, 300) })
    await checkConditions(control)
    expect(await open(control)).toEqual([])
    control.clock.advance(DAY)
    await checkConditions(control)
    expect(await open(control)).toEqual([
      {
        kind: 'secret-expiry',
        subject: 'backup-secret',
        severity: 'warning',
        details: {
          what: 'The client secret of Microsoft 365',
          expiresOn: new Date(control.clock.now() + 30 * DAY).toISOString().slice(0, 10),
          daysLeft: 30,
        },
      },
    ])
    control.clock.advance(22 * DAY)
    await checkConditions(control)
    expect(await open(control)).toMatchObject([{ severity: 'warning', details: { daysLeft: 8 } }])
    control.clock.advance(DAY)
    await checkConditions(control)
    expect(await open(control)).toMatchObject([{ severity: 'critical', details: { daysLeft: 7 } }])
    control.clock.advance(30 * DAY)
    await checkConditions(control)
    expect(await open(control)).toMatchObject([{ severity: 'critical', details: { daysLeft: -23 } }])
    await control.sql.deleteFrom('setting').execute()
    await checkConditions(control)
    expect(await open(control)).toEqual([])
  })

  test('is the certificate for restores, too; a secret whose end nobody knows is none', async () => {
    await using control = await testControl()
    await connect(control, { secret: null, certificate: inDays(control, 3) })
    await checkConditions(control)
    expect(await open(control)).toMatchObject([
      { subject: 'restore-certificate', details: { what: 'The certificate of Microsoft 365 for restores' } },
    ])
  })
})

test('there is one administrator: until a second one can sign in', async () => {
  await using control = await testControl()
  await checkConditions(control)
  expect(await open(control)).toEqual([])
  await addAccount(control, 'cloud-administrator')
  await addAccount(control, 'cloud-administrator', 'invited')
  await addAccount(control, 'auditor')
  await checkConditions(control)
  expect(await open(control)).toMatchObject([{ kind: 'one-administrator', severity: 'warning' }])
  await addAccount(control, 'cloud-administrator')
  await checkConditions(control)
  expect(await open(control)).toEqual([])
})

test('the licences are used up: while all are', async () => {
  await using control = await testControl()
  for (const [used, limit, count] of [
    [9, 10, 0],
    [10, 10, 1],
    [12, 10, 1],
    [12, 20, 0],
    [12, null, 0],
  ] as const) {
    await checkConditions(control, { seats: async () => ({ used, limit }) })
    expect(await open(control)).toHaveLength(count)
  }
})

describe('what nobody tells to have passed', () => {
  test('closes after some days, when it happened rather than lasts', async () => {
    await using control = await testControl()
    const details = { account: 'Adele', address: '192.0.2.1' }
    await raiseAlert(control, undefined, { kind: 'sign-in-from-new-place', subject: 'adele', details })
    control.clock.advance(7 * DAY - 1)
    await checkConditions(control)
    expect(await open(control)).toHaveLength(1)
    control.clock.advance(1)
    await checkConditions(control)
    expect(await open(control)).toEqual([])
  })

  test('a failed backup is over for who is not backed up any more, or was successfully', async () => {
    await using control = await testControl()
    const sales = await addProfile(control, 'Sales')
    const raise = async (name: string, person: object, drive: object) => {
      const personId = await addPerson(control, sales, name, person)
      await addOneDrive(control, personId, { lastStatus: 'failed', ...drive })
      const details = { person: name, personId, code: 'HF_X' }
      await raiseAlert(control, undefined, { kind: 'backup-failed', subject: personId, details })
      return personId
    }
    const megan = await raise('Megan', {}, {})
    await raise('Lee', { state: 'preserved' }, {})
    await raise('Alex', {}, { state: 'disabled' })
    await raise('Nestor', {}, { lastStatus: 'errors' })
    await checkConditions(control)
    expect(await open(control)).toMatchObject([{ subject: megan }])
  })
})
