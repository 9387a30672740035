import { expect, test } from 'vitest'
import { changeAlertRule, countAlerts, listAlerts, muteAlert, raiseAlert } from '../../src/index.ts'
import { testControl } from '../test-control.ts'
import { actorWith, addPerson, addProfile, administrator, HOUR } from './populate.ts'

test('alerts are counted by severity, without those that are muted, for whoever may know of them', async () => {
  await using control = await testControl()
  const sales = await addProfile(control, 'Sales')
  const megan = await addPerson(control, sales, 'Megan')
  await raiseAlert(control, undefined, {
    kind: 'backup-failed',
    subject: megan,
    details: { person: 'Megan', personId: megan, code: 'HF_X' },
  })
  for (const subject of ['a', 'b'])
    await raiseAlert(control, undefined, {
      kind: 'space-low',
      subject,
      details: { place: subject, freePercent: 3 },
    })
  expect(await countAlerts(control, administrator)).toEqual({ critical: 0, high: 2, warning: 1, info: 0 })
  const limited = actorWith('help-desk', [sales])
  expect(await countAlerts(control, limited)).toEqual({ critical: 0, high: 0, warning: 1, info: 0 })

  const until = new Date(control.clock.now() + HOUR).toISOString()
  const [, silent] = (await listAlerts(control, administrator, { kinds: ['space-low'] })).alerts
  await muteAlert(control, administrator, silent?.id ?? '', { until })
  await changeAlertRule(control, administrator, 'backup-failed', { mutedUntil: until }, 0)
  expect(await countAlerts(control, administrator)).toEqual({ critical: 0, high: 1, warning: 0, info: 0 })
  control.clock.advance(HOUR)
  expect(await countAlerts(control, administrator)).toEqual({ critical: 0, high: 2, warning: 1, info: 0 })
  await expect(countAlerts(control, actorWith('legal-officer'))).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
})
