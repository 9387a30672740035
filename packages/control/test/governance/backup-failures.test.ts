import { expect, test } from 'vitest'
import { backupFailures, newId, now } from '../../src/index.ts'
import { actorWith, addOneDrive, addPerson, addProfile, administrator, MINUTE } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

async function failed(control: TestControl, profileId: string, name: string, code: string, message: string) {
  control.clock.advance(MINUTE)
  await addOneDrive(control, await addPerson(control, profileId, name), {
    lastStatus: 'failed',
    lastErrorCode: code,
    lastError: message,
    lastAttemptAt: now(control),
  })
}

/** A last backup that left some files out, and one before it that left others out. */
async function withErrors(control: TestControl, profileId: string, name: string, codes: readonly string[]) {
  const personId = await addPerson(control, profileId, name)
  const onedriveId = await addOneDrive(control, personId, { lastStatus: 'errors' })
  for (const each of [['HF_OLD'], codes]) {
    control.clock.advance(MINUTE)
    const [id, at] = [newId(control), now(control)]
    await control.sql
      .insertInto('job')
      .values({
        ...{ id, onedriveId, personId, kind: 'backup', state: 'errors', requestedBy: 'test' },
        ...{ request: '{}', createdAt: at, updatedAt: at },
      })
      .execute()
    const entries = each.map((code, i) => ({ jobId: id, number: i + 1, at, code, message: `${code}.` }))
    await control.sql
      .insertInto('jobLog')
      .values(entries.map((entry) => ({ ...entry, level: 'warning' as const, path: '/secret.txt' })))
      .execute()
  }
}

test('the reasons of failures, with the newest words for them, and what to do', async () => {
  await using control = await testControl()
  const sales = await addProfile(control, 'Sales')
  await failed(control, sales, 'Megan', 'EKEY_UNAVAILABLE', 'The key was away on Monday.')
  await failed(control, sales, 'Lee', 'EKEY_UNAVAILABLE', 'The key was away on Tuesday.')
  await failed(control, sales, 'Alex', 'HF_UNEXPECTED', 'Out of nowhere.')
  const failures = await backupFailures(control, administrator)
  expect(failures).toMatchObject([
    {
      scope: 'backup',
      code: 'EKEY_UNAVAILABLE',
      message: 'The key was away on Tuesday.',
      people: 2,
      files: null,
    },
    { scope: 'backup', code: 'HF_UNEXPECTED', message: 'Out of nowhere.', hint: null, people: 1 },
  ])
  expect(failures[0]?.hint).toMatch(/./)
})

test('files that the last backup left out count by their reasons, and name nobody’s files', async () => {
  await using control = await testControl()
  const sales = await addProfile(control, 'Sales')
  await withErrors(control, sales, 'Megan', ['HF_LOCKED', 'HF_LOCKED', 'HF_GONE'])
  await withErrors(control, sales, 'Lee', ['HF_LOCKED'])
  const failures = await backupFailures(control, administrator)
  expect(failures).toMatchObject([
    { scope: 'files', code: 'HF_LOCKED', message: 'HF_LOCKED.', people: 2, files: 3 },
    { scope: 'files', code: 'HF_GONE', people: 1, files: 1 },
  ])
  expect(JSON.stringify(failures)).not.toContain('secret')
})

test('what is switched off fails no more, and others’ people are not counted', async () => {
  await using control = await testControl()
  const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
  await failed(control, sales, 'Megan', 'HF_UNEXPECTED', 'Out of nowhere.')
  await failed(control, finance, 'Lee', 'HF_UNEXPECTED', 'Out of nowhere.')
  expect(await backupFailures(control, actorWith('help-desk', [sales]))).toMatchObject([{ people: 1 }])
  await control.sql.updateTable('onedrive').set({ state: 'disabled' }).execute()
  expect(await backupFailures(control, administrator)).toEqual([])
  await expect(backupFailures(control, actorWith('person'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})
