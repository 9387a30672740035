import { expect, test } from 'vitest'
import { type NewRow, newId, now, overview, raiseAlert } from '../../src/index.ts'
import {
  actorWith,
  addOneDrive,
  addPerson,
  addProfile,
  addStorage,
  addVault,
  administrator,
} from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

async function addJob(control: TestControl, state: NewRow<'job'>['state'], personId?: string): Promise<void> {
  const at = now(control)
  await control.sql
    .insertInto('job')
    .values({
      id: newId(control),
      kind: 'backup',
      state,
      personId: personId ?? null,
      requestedBy: 'test',
      request: '{}',
      createdAt: at,
      updatedAt: at,
    })
    .execute()
}

async function organisation(control: TestControl) {
  const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
  const storage = await addStorage(control, 'Here', '')
  const at = now(control)
  const megan = await addPerson(control, sales, 'Megan')
  await addOneDrive(control, megan, {
    vaultId: await addVault(control, storage, 40),
    lastStatus: 'errors',
    lastSuccessAt: at,
    items: 3,
    bytes: 2 ** 40,
  })
  await addOneDrive(control, await addPerson(control, sales, 'New'))
  await addPerson(control, sales, 'Nobody')
  const lee = await addPerson(control, finance, 'Lee', { state: 'preserved' })
  await addOneDrive(control, lee, {
    vaultId: await addVault(control, storage, 2),
    lastStatus: 'failed',
    lastSuccessAt: at,
    items: 1,
    bytes: 5,
  })
  await addOneDrive(control, await addPerson(control, finance, 'Gone'), {
    state: 'deleted',
    vaultId: await addVault(control, storage, 999),
    bytes: 999,
  })
  await addPerson(control, finance, 'Deleted', { state: 'deleted' })
  for (const [person, personId] of [
    ['Megan', megan],
    ['Lee', lee],
  ] as const) {
    await raiseAlert(control, undefined, {
      kind: 'backup-failed',
      subject: personId,
      details: { person, personId, code: 'HF_X' },
    })
  }
  await raiseAlert(control, undefined, { kind: 'one-administrator', subject: 'organisation', details: {} })
  await addJob(control, 'running', megan)
  await addJob(control, 'queued', lee)
  await addJob(control, 'queued')
  await addJob(control, 'failed', megan)
  return { sales, finance }
}

test('the overview tells how things stand', async () => {
  await using control = await testControl()
  await organisation(control)
  expect(await overview(control, administrator)).toEqual({
    people: { active: 4, preserved: 1, deleted: 1 },
    peopleProtected: 2,
    protectedBytes: 2 ** 40 + 5,
    protectedItems: 4,
    storedBytes: 42,
    lastStatus: { never: 1, success: 0, errors: 1, failed: 0 },
    openAlerts: { critical: 0, high: 0, warning: 3, info: 0 },
    jobs: { running: 1, queued: 2 },
  })
})

test('it tells whoever is limited to profiles of their people only', async () => {
  await using control = await testControl()
  const { finance } = await organisation(control)
  expect(await overview(control, actorWith('profile-administrator', [finance]))).toEqual({
    people: { active: 1, preserved: 1, deleted: 1 },
    peopleProtected: 1,
    protectedBytes: 5,
    protectedItems: 1,
    storedBytes: 2,
    lastStatus: { never: 0, success: 0, errors: 0, failed: 0 },
    openAlerts: { critical: 0, high: 0, warning: 1, info: 0 },
    jobs: { running: 0, queued: 1 },
  })
  expect(await overview(control, actorWith('help-desk', []))).toMatchObject({
    people: { active: 0, preserved: 0, deleted: 0 },
    storedBytes: 0,
    openAlerts: { warning: 0 },
    jobs: { running: 0, queued: 0 },
  })
})

test('it leaves out what a role may not read, and is not for people', async () => {
  await using control = await testControl()
  await organisation(control)
  expect(await overview(control, actorWith('legal-officer'))).toMatchObject({
    openAlerts: null,
    jobs: { running: 1 },
  })
  await expect(overview(control, actorWith('person'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})
