import { RequestBudget } from '@holdfast/graph'
import { expect, test } from 'vitest'
import { newId, now, readBudget } from '../../src/index.ts'
import { actorWith, addOneDrive, addPerson, addProfile, administrator } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

const GIB = 1_024 ** 3

/** An organisation with one backup that is done, one under way, and two to come. */
async function organisation(control: TestControl): Promise<void> {
  const profile = await addProfile(control, 'Everyone')
  await addOneDrive(control, await addPerson(control, profile, 'Done'), {
    lastStatus: 'success',
    lastSuccessAt: now(control),
    items: 1_000,
    bytes: 2 * GIB,
  })
  const running = await addOneDrive(control, await addPerson(control, profile, 'Running'))
  const at = now(control)
  await control.sql
    .insertInto('job')
    .values({
      ...{ id: newId(control), kind: 'backup', state: 'running', onedriveId: running, requestedBy: 'test' },
      progress: JSON.stringify({ files: 1_000, filesTotal: 3_000, bytes: GIB, bytesTotal: 4 * GIB }),
      ...{ request: '{}', createdAt: at, updatedAt: at },
    })
    .execute()
  for (const name of ['First', 'Second']) await addOneDrive(control, await addPerson(control, profile, name))
}

test('what is used stands beside what is granted, and how far the rest reaches', async () => {
  await using control = await testControl()
  await organisation(control)
  const { clock } = control
  const budget = new RequestBudget({ clock })
  for (let call = 0; call < 10; call++) await budget.acquire('permissions')
  budget.pause(30_000)
  const { units, firstBackups } = await readBudget(control, administrator, async () => budget.read())
  expect(units).toMatchObject({
    band: { unitsPerMinute: 1_200, unitsPerDay: 1_200_000 },
    unitsPerMinute: 960,
    unitsPerDay: 960_000,
    usedLastMinute: 50,
    usedLastDay: 50,
    dayLeft: 959_950,
    pausedUntil: new Date(clock.now() + 30_000),
  })
  // Two thousand files are left of the one that was listed; the others are likely to be as large as those that are known.
  expect(firstBackups).toMatchObject({
    waiting: 3,
    running: 1,
    left: { files: 2_000 + 2 * 2_000, bytes: 3 * GIB + 2 * 3 * GIB },
    forecast: { units: 6_120, limit: 'minute' },
  })
  const minutes = (firstBackups.forecast!.at.getTime() - clock.now()) / 60_000
  expect(minutes).toBeGreaterThan(6)
  expect(minutes).toBeLessThan(8)
})

test('without an organisation, or a process that asks it, nothing is foretold', async () => {
  await using control = await testControl()
  await organisation(control)
  for (const ask of [async () => undefined, () => Promise.reject(new Error('it is away'))])
    expect(await readBudget(control, administrator, ask)).toMatchObject({
      units: null,
      firstBackups: { waiting: 3, forecast: null },
    })
})

test('nothing is left when everybody has a backup, and nothing is known when nobody has', async () => {
  await using control = await testControl()
  const profile = await addProfile(control, 'Everyone')
  const reading = new RequestBudget({ clock: control.clock }).read()
  const first = async () => (await readBudget(control, administrator, async () => reading)).firstBackups
  expect(await first()).toEqual({ waiting: 0, running: 0, left: null, forecast: null })
  await addOneDrive(control, await addPerson(control, profile, 'New'))
  expect(await first()).toEqual({ waiting: 1, running: 0, left: null, forecast: null })
})

test('is for those who may read the organisation’s settings', async () => {
  await using control = await testControl()
  for (const role of ['help-desk', 'profile-administrator', 'legal-officer', 'person'] as const)
    await expect(readBudget(control, actorWith(role), async () => undefined)).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
})
