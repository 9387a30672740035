import { expect, test } from 'vitest'
import { readGrowth, recordGrowth } from '../../src/index.ts'
import {
  actorWith,
  addOneDrive,
  addPerson,
  addProfile,
  addStorage,
  addVault,
  administrator,
  DAY,
} from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

async function protect(control: TestControl, profileId: string, name: string, bytes: number, stored: number) {
  const vaultId = await addVault(control, await addStorage(control, name, ''), stored)
  const person = await addPerson(control, profileId, name)
  await addOneDrive(control, person, {
    vaultId,
    items: 2,
    bytes,
    lastSuccessAt: new Date(control.clock.now()),
  })
}

test('each day keeps its last word, and the days before stay as they were', async () => {
  await using control = await testControl()
  const sales = await addProfile(control, 'Sales')
  await protect(control, sales, 'Megan', 100, 60)
  await recordGrowth(control)
  await protect(control, sales, 'Lee', 2 ** 40, 2 ** 39)
  await recordGrowth(control)
  control.clock.advance(DAY)
  await control.sql.updateTable('onedrive').set({ bytes: 7 }).execute()
  await recordGrowth(control)
  expect(await readGrowth(control, administrator)).toEqual([
    { day: '2026-03-02', people: 2, items: 4, bytes: 2 ** 40 + 100, storedBytes: 2 ** 39 + 60 },
    { day: '2026-03-03', people: 2, items: 4, bytes: 14, storedBytes: 2 ** 39 + 60 },
  ])
  expect(await readGrowth(control, administrator, { days: 1 })).toMatchObject([{ day: '2026-03-03' }])
})

test('is of the profiles that somebody may know of; one that is gone keeps its past', async () => {
  await using control = await testControl()
  const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
  await protect(control, sales, 'Megan', 100, 60)
  await protect(control, finance, 'Lee', 9, 5)
  await recordGrowth(control)
  control.clock.advance(DAY)
  await control.sql
    .updateTable('profile')
    .set({ deletedAt: new Date(control.clock.now()) })
    .where('id', '=', finance)
    .execute()
  await recordGrowth(control)
  const bytes = async (...args: Parameters<typeof readGrowth> extends [unknown, ...infer R] ? R : never) =>
    (await readGrowth(control, ...args)).map((point) => point.bytes)
  expect(await bytes(administrator)).toEqual([109, 100])
  expect(await bytes(administrator, { profileId: finance })).toEqual([9])
  expect(await bytes(actorWith('profile-administrator', [sales]))).toEqual([100, 100])
  expect(await bytes(actorWith('profile-administrator', []))).toEqual([])
  await expect(bytes(actorWith('person'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})

test('today is as of now, whether or not it was written down', async () => {
  await using control = await testControl()
  const sales = await addProfile(control, 'Sales')
  await recordGrowth(control)
  await protect(control, sales, 'Megan', 100, 60)
  expect(await readGrowth(control, administrator)).toEqual([
    { day: '2026-03-02', people: 1, items: 2, bytes: 100, storedBytes: 60 },
  ])
})

test('a server without anybody has days with nothing in them', async () => {
  await using control = await testControl()
  await addProfile(control, 'Sales')
  await recordGrowth(control)
  expect(await readGrowth(control, administrator)).toEqual([
    { day: '2026-03-02', people: 0, items: 0, bytes: 0, storedBytes: 0 },
  ])
})
