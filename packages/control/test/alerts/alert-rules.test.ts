import { describe, expect, test } from 'vitest'
import {
  ALERT_KIND_NAMES,
  changeAlertRule,
  closeAlert,
  listAlertRules,
  listAlerts,
  listAudit,
  muteAlert,
  type Role,
  raiseAlert,
  systemActor,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { actorWith, addPerson, addProfile, administrator, HOUR } from './populate.ts'

const system = systemActor('test')
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

async function raised(control: TestControl, subject = 'megan', personId = UNKNOWN) {
  const details = { person: subject, personId, code: 'HF_X' }
  await raiseAlert(control, undefined, { kind: 'backup-failed', subject, details })
  return (await listAlerts(control, system)).alerts.find((alert) => alert.subject === subject)!.id
}

async function actions(control: TestControl) {
  const { entries } = await listAudit(control, system, {}, async () => new Set())
  return entries.map(({ action }) => action)
}

describe('the rules of alerts', () => {
  test('stand for every kind, with what holds by default', async () => {
    await using control = await testControl()
    const rules = await listAlertRules(control, actorWith('auditor'))
    expect(rules.map(({ kind }) => kind)).toEqual(ALERT_KIND_NAMES)
    expect(rules.find(({ kind }) => kind === 'anomaly')).toEqual({
      kind: 'anomaly',
      defaults: { severity: 'critical', repeatHours: 24 },
      enabled: true,
      severity: null,
      repeatHours: null,
      mutedUntil: null,
      version: 0,
    })
  })

  test('are changed by their version, and the change is audited', async () => {
    await using control = await testControl()
    const mutedUntil = '2026-04-01T00:00:00.000Z'
    await changeAlertRule(control, administrator, 'anomaly', { repeatHours: 0, mutedUntil }, 0)
    await changeAlertRule(control, administrator, 'anomaly', { severity: 'high', mutedUntil }, 1)
    const rules = await listAlertRules(control, administrator)
    expect(rules.find(({ kind }) => kind === 'anomaly')).toMatchObject({
      severity: 'high',
      repeatHours: null,
      mutedUntil,
      version: 2,
    })
    for (const version of [0, 1, 3]) {
      const late = changeAlertRule(control, administrator, 'anomaly', {}, version)
      await expect(late).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    }
    expect(await actions(control)).toEqual(['alert-rule.changed', 'alert-rule.changed'])
  })

  test('change the open alerts', async () => {
    await using control = await testControl()
    await raised(control)
    const told = async () =>
      (await control.sql.selectFrom('alert').select('toldAt').executeTakeFirstOrThrow()).toldAt
    await control.sql
      .updateTable('alert')
      .set({ toldAt: new Date(0) })
      .execute()
    await changeAlertRule(control, administrator, 'backup-failed', { severity: 'critical' }, 0)
    // Whoever hears of critical ones only has not heard of it yet.
    expect(await told()).toBeNull()
    await control.sql
      .updateTable('alert')
      .set({ toldAt: new Date(0) })
      .execute()
    expect((await listAlerts(control, system)).alerts).toMatchObject([{ severity: 'critical' }])
    await changeAlertRule(control, administrator, 'backup-failed', {}, 1)
    expect((await listAlerts(control, system)).alerts).toMatchObject([{ severity: 'warning' }])
    expect(await told()).toEqual(new Date(0))
    await changeAlertRule(control, administrator, 'backup-failed', { enabled: false }, 2)
    expect((await listAlerts(control, system)).alerts).toEqual([])
  })

  test('are only of kinds that there are, and make sense', async () => {
    await using control = await testControl()
    const change = (kind: string, rule: object) => changeAlertRule(control, administrator, kind, rule, 0)
    await expect(change('toString', {})).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(change('anomaly', { repeatHours: -1 })).rejects.toMatchObject({ code: 'HF_INVALID' })
    await expect(change('anomaly', { severity: 'worst' })).rejects.toMatchObject({ code: 'HF_INVALID' })
    await expect(change('anomaly', { mutedUntil: 'soon' })).rejects.toMatchObject({ code: 'HF_INVALID' })
    expect(await actions(control)).toEqual([])
  })
})

describe('muting and closing', () => {
  test('keeps an alert silent for a time, and it stays in the list', async () => {
    await using control = await testControl()
    const id = await raised(control)
    const until = new Date(control.clock.now() + HOUR).toISOString()
    await muteAlert(control, administrator, id, { until })
    expect((await listAlerts(control, system)).alerts).toMatchObject([{ id, mutedUntil: new Date(until) }])
    control.clock.advance(HOUR)
    expect((await listAlerts(control, system)).alerts).toMatchObject([{ id, mutedUntil: null }])
    await muteAlert(control, administrator, id, { until: null })
    expect(await actions(control)).toEqual(['alert.unmuted', 'alert.muted'])
  })

  test('ends an alert by hand, once', async () => {
    await using control = await testControl()
    const id = await raised(control)
    await closeAlert(control, administrator, id)
    expect((await listAlerts(control, system)).alerts).toEqual([])
    await expect(closeAlert(control, administrator, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    expect(await actions(control)).toEqual(['alert.closed'])
  })

  test('is not for alerts that are not there, or not to be seen', async () => {
    await using control = await testControl()
    const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
    const id = await raised(control, 'lee', await addPerson(control, finance, 'Lee'))
    // A role that may change alerts and is limited to profiles.
    const limited = { ...administrator, profiles: [sales] }
    for (const [actor, alert] of [
      [administrator, UNKNOWN],
      [administrator, 'not an id'],
      [limited, id],
    ] as const) {
      await expect(closeAlert(control, actor, alert)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
      const muting = muteAlert(control, actor, alert, { until: null })
      await expect(muting).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    }
    await closeAlert(control, { ...limited, profiles: [finance] }, id)
  })
})

describe('who has no right', () => {
  test.each<Role>(['profile-administrator', 'help-desk', 'legal-officer', 'auditor', 'person'])(
    'a %s changes nothing',
    async (role) => {
      await using control = await testControl()
      const id = await raised(control)
      const actor = actorWith(role)
      for (const change of [
        changeAlertRule(control, actor, 'anomaly', {}, 0),
        muteAlert(control, actor, id, { until: null }),
        closeAlert(control, actor, id),
      ]) {
        await expect(change).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
      }
    },
  )

  test.each<Role>(['legal-officer', 'person'])('a %s reads neither alerts nor rules', async (role) => {
    await using control = await testControl()
    await expect(listAlerts(control, actorWith(role))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    await expect(listAlertRules(control, actorWith(role))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })
})
