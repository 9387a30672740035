import { describe, expect, test } from 'vitest'
import {
  type Actor,
  listJobs,
  type NewRow,
  newId,
  now,
  readJob,
  readJobLog,
  systemActor,
} from '../../src/index.ts'
import { addPerson, addProfile, administrator, HOUR } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

async function addJob(control: TestControl, changes: Partial<NewRow<'job'>> = {}): Promise<string> {
  const id = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('job')
    .values({
      id,
      kind: 'backup',
      state: 'succeeded',
      requestedBy: 'scheduler',
      request: '{}',
      createdAt: at,
      updatedAt: at,
      ...changes,
    })
    .execute()
  return id
}

describe('the list of jobs', () => {
  test('is limited by whom it concerns, and when it was asked for', async () => {
    await using control = await testControl()
    const megan = await addPerson(control, await addProfile(control, 'Sales'), 'Megan')
    const early = await addJob(control, { personId: megan })
    control.clock.advance(HOUR)
    const late = await addJob(control)
    const between = now(control).toISOString()
    const ids = async (filter: Parameters<typeof listJobs>[2]) =>
      (await listJobs(control, administrator, filter)).jobs.map(({ id }) => id)
    expect(await ids({ personId: megan })).toEqual([early])
    expect(await ids({ from: between })).toEqual([late])
    expect(await ids({ to: between })).toEqual([early])
  })

  test('names who asked, and says what to do about an error', async () => {
    await using control = await testControl()
    const account = newId(control)
    const at = now(control)
    await control.sql
      .insertInto('account')
      .values({
        id: account,
        name: 'Adele',
        email: 'adele@example.com',
        role: 'cloud-administrator',
        state: 'active',
        createdAt: at,
        updatedAt: at,
      })
      .execute()
    const megan = await addPerson(control, await addProfile(control, 'Sales'), 'Megan')
    const id = await addJob(control, {
      requestedBy: account,
      personId: megan,
      state: 'failed',
      errorCode: 'HF_NO_LICENCE',
      error: 'All 1 licences are in use.',
    })
    const scheduled = await addJob(control, { state: 'failed', errorCode: 'HF_UNEXPECTED' })
    expect(await readJob(control, administrator, id)).toMatchObject({
      requesterName: 'Adele',
      error: { code: 'HF_NO_LICENCE', hint: expect.stringContaining('Add licences') },
    })
    expect(await readJob(control, administrator, scheduled)).toMatchObject({
      requesterName: null,
      error: { code: 'HF_UNEXPECTED', hint: null },
    })
    // Who administers is no business of theirs.
    const person: Actor = { kind: 'account', id: 'm', name: 'Megan', role: 'person', personId: megan }
    expect(await readJob(control, person, id)).toMatchObject({ requesterName: null })
  })
})

describe('the log of a job', () => {
  test('is limited by level and text; a hidden path is found by nobody', async () => {
    await using control = await testControl()
    const id = await addJob(control)
    const at = now(control)
    await control.sql
      .insertInto('jobLog')
      .values([
        { jobId: id, number: 1, at, level: 'info', message: 'Begun' },
        {
          jobId: id,
          number: 2,
          at,
          level: 'warning',
          code: 'HF_X',
          message: 'Not read',
          path: 'Pay/May 100%.txt',
        },
        { jobId: id, number: 3, at, level: 'error', message: 'Ended' },
      ])
      .execute()
    const numbers = async (options: Partial<Parameters<typeof readJobLog>[3]>) =>
      (await readJobLog(control, systemActor('test'), id, { showPaths: true, ...options })).map(
        ({ number }) => number,
      )
    expect(await numbers({})).toEqual([1, 2, 3])
    expect(await numbers({ levels: ['warning', 'error'] })).toEqual([2, 3])
    expect(await numbers({ search: 'hf_x' })).toEqual([2])
    expect(await numbers({ search: '100%' })).toEqual([2])
    expect(await numbers({ search: '%' })).toEqual([2])
    expect(await numbers({ search: 'pay/', showPaths: false })).toEqual([])
    const hidden = await readJobLog(control, systemActor('test'), id, { showPaths: false })
    expect(hidden.map(({ path, isPrivate }) => [path, isPrivate])).toEqual([
      [null, false],
      [null, true],
      [null, false],
    ])
    expect(await numbers({ search: 'not', showPaths: false, after: 2 })).toEqual([])
  })
})
