import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, lateBackups, type ProfileSettings, recoveryPoints } from '../../src/index.ts'
import {
  actorWith,
  addOneDrive,
  addPerson,
  addProfile,
  administrator,
  HOUR,
  MINUTE,
} from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

/** The clock of these tests begins on Monday at nine. */
const withBackup = (backup: Partial<ProfileSettings['backup']>): ProfileSettings => ({
  ...DEFAULT_SETTINGS,
  backup: { ...DEFAULT_SETTINGS.backup, ...backup },
})

async function drive(control: TestControl, profileId: string, name: string, age: number | null) {
  const person = await addPerson(control, profileId, name)
  await addOneDrive(control, person, {
    lastStatus: age === null ? 'never' : 'success',
    lastSuccessAt: age === null ? null : new Date(control.clock.now() - age),
  })
  return person
}

test('a promise is kept up to its interval and a tenth of it; then a backup is late', async () => {
  await using control = await testControl()
  const daily = await addProfile(control, 'Daily', withBackup({ frequency: 'daily' }))
  const hourly = await addProfile(control, 'Hourly', withBackup({ frequency: 'hourly' }))
  await drive(control, daily, 'Fresh', 25 * HOUR)
  const old = await drive(control, daily, 'Old', 48 * HOUR)
  await drive(control, daily, 'New', null)
  await drive(control, hourly, 'Quick', 65 * MINUTE)
  const slow = await drive(control, hourly, 'Slow', 4 * HOUR)
  await drive(control, hourly, 'Slower than promised', 67 * MINUTE)
  const { total, profiles } = await recoveryPoints(control, administrator)
  expect(total).toEqual({ kept: 2, late: 3, never: 1 })
  expect(profiles).toMatchObject([
    { profile: { name: 'Daily' }, frequency: 'daily', kept: 1, late: 1, never: 1, worst: { personId: old } },
    { profile: { name: 'Hourly' }, kept: 1, late: 2, never: 0, worst: { personId: slow, name: 'Slow' } },
  ])
  // In their own intervals the hourly one is worse than the daily one.
  const late = await lateBackups(control, administrator)
  expect(late.total).toBe(3)
  expect(late.items.map(({ person }) => person.name)).toEqual(['Slow', 'Old', 'Slower than promised'])
  expect(late.items[1]).toMatchObject({
    profile: { id: daily, name: 'Daily' },
    frequency: 'daily',
    lastStatus: 'success',
    error: null,
    dueAt: new Date(control.clock.now() - 48 * HOUR + 26.4 * HOUR),
  })
  expect(await lateBackups(control, administrator, { limit: 1 })).toMatchObject({ total: 3, items: [{}] })
  expect(await lateBackups(control, administrator, { profileId: daily })).toMatchObject({ total: 1 })
})

test('a blackout puts off what is promised, and no longer', async () => {
  await using control = await testControl()
  const settings = withBackup({ frequency: 'hourly', blackout: { from: '20:00', to: '08:30', days: [] } })
  await drive(control, await addProfile(control, 'Nights off', settings), 'Megan', 13 * HOUR + 30 * MINUTE)
  // The last backup was at half past seven in the evening; the next slot comes after half past eight.
  control.clock.advance(-HOUR)
  expect((await recoveryPoints(control, administrator)).total).toEqual({ kept: 1, late: 0, never: 0 })
  control.clock.advance(3 * HOUR)
  expect((await recoveryPoints(control, administrator)).total).toEqual({ kept: 0, late: 1, never: 0 })
})

test('nothing is promised where backups are off, or there is nothing to back up', async () => {
  await using control = await testControl()
  const off = await addProfile(control, 'Off', withBackup({ enabled: false }))
  const on = await addProfile(control, 'On')
  await drive(control, off, 'Off', 900 * HOUR)
  await addOneDrive(control, await addPerson(control, on, 'Disabled'), { state: 'disabled' })
  await addOneDrive(control, await addPerson(control, on, 'Preserved', { state: 'preserved' }))
  await addOneDrive(control, await addPerson(control, on, 'Without'), { lastErrorCode: 'HF_NO_DRIVE' })
  expect(await recoveryPoints(control, administrator)).toEqual({
    total: { kept: 0, late: 0, never: 0 },
    profiles: [],
  })
  expect(await lateBackups(control, administrator)).toEqual({ items: [], total: 0 })
})

test('whoever is limited to some profiles learns of those alone', async () => {
  await using control = await testControl()
  const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
  await drive(control, sales, 'Megan', 100 * HOUR)
  await drive(control, finance, 'Lee', 100 * HOUR)
  const pavel = actorWith('profile-administrator', [sales])
  expect((await recoveryPoints(control, pavel)).profiles.map(({ profile }) => profile.name)).toEqual([
    'Sales',
  ])
  expect((await lateBackups(control, pavel)).items.map(({ person }) => person.name)).toEqual(['Megan'])
  expect(await lateBackups(control, pavel, { profileId: finance })).toEqual({ items: [], total: 0 })
  for (const refused of [
    recoveryPoints(control, actorWith('person')),
    lateBackups(control, actorWith('person')),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})
