import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type Actor,
  COMMAND_LINE_ID,
  cancelJob,
  newId,
  type RestoreRequest,
  type Row,
  readJob,
  readJobLog,
  requestRestore,
  restoreTargets,
} from '../../src/index.ts'
import { JobWorld, type Protected } from '../jobs/job-world.ts'
import { actor, auditOf } from '../rows.ts'

const admin = actor('cloud-administrator', { id: COMMAND_LINE_ID })

let world: JobWorld
let adele: Protected
let ben: Protected
beforeAll(async () => {
  world = await JobWorld.make()
  adele = await world.person('adele', 0)
  ben = await world.person('ben', 0)
  await world.work()
  const drive = adele.user.drive!
  const folder = drive.createFolder('root', 'Plans').id
  drive.putFile(folder, 'Bridge.txt', Buffer.from('the plan'))
  drive.putFile('root', 'Letter.txt', Buffer.from('the letter'))
  await world.backUp(adele)
})
afterAll(() => world[Symbol.asyncDispose]())
afterEach(async () => {
  await world.control.sql.updateTable('person').set({ state: 'active' }).execute()
  await world.control.sql.updateTable('onedrive').set({ state: 'enabled' }).execute()
})

async function restore(request: Partial<RestoreRequest>, who: Actor = admin): Promise<Row<'job'>> {
  const { jobId } = await requestRestore(
    world.control,
    world.queue,
    who,
    { personId: adele.personId, ...request },
    { directory: world.restoreDirectory },
  )
  return await world.ended(jobId)
}

/** What a drive holds: path and text of each file. */
function filesOf({ user }: Protected): Record<string, string> {
  const files: Record<string, string> = {}
  for (const item of user.drive!.items()) {
    const content = item.content?.read(0, item.size)
    if (content instanceof Uint8Array) files[user.drive!.pathOf(item)] = Buffer.from(content).toString()
  }
  return files
}

describe('a restore', () => {
  test('into another person’s OneDrive brings every byte, and again changes nothing', async () => {
    const target = { kind: 'person', personId: ben.personId, folder: 'From Adele' } as const
    expect(await restore({ target })).toMatchObject({
      state: 'succeeded',
      result: { restored: 2, failures: 0 },
    })
    const expected = { 'From Adele/Plans/Bridge.txt': 'the plan', 'From Adele/Letter.txt': 'the letter' }
    expect(filesOf(ben)).toEqual(expected)
    expect(await restore({ target })).toMatchObject({ result: { restored: 0, identical: 2 } })
    expect(filesOf(ben)).toEqual(expected)
  })

  test('of one folder into the original place, where a file was changed, follows the conflict rule', async () => {
    const drive = adele.user.drive!
    const change = (text: string) => drive.putFile('root', 'Letter.txt', Buffer.from(text))
    change('changed')
    const paths = ['Letter.txt']
    const tried = await restore({ paths, dryRun: true, conflict: 'replace' })
    expect(tried).toMatchObject({
      result: { dryRun: true, restored: 1, conflicts: 1, requestUnits: 2, seconds: 1 },
    })
    expect(await readJobLog(world.control, admin, tried.id, { showPaths: true })).toMatchObject([
      { level: 'info', code: 'HF_TARGET_EXISTS', path: 'Letter.txt' },
    ])
    expect(await restore({ paths, conflict: 'skip' })).toMatchObject({ result: { restored: 0, skipped: 1 } })
    expect(await restore({ paths, conflict: 'fail' })).toMatchObject({
      state: 'errors',
      result: { failures: 1 },
    })
    expect(filesOf(adele)['Letter.txt']).toBe('changed')
    expect(await restore({ paths, conflict: 'keep-both' })).toMatchObject({ result: { keptBoth: 1 } })
    expect(Object.values(filesOf(adele)).sort()).toEqual(['changed', 'the letter', 'the plan'])
    expect(await restore({ paths, conflict: 'replace' })).toMatchObject({ result: { replaced: 1 } })
    expect(filesOf(adele)['Letter.txt']).toBe('the letter')
  })

  test('to the server lands in a folder of its own', async () => {
    const job = await restore({ target: { kind: 'directory' }, paths: ['Plans'] })
    const { directory } = job.result as { directory: string }
    expect(directory).toBe(join(world.restoreDirectory, job.id))
    expect(await readFile(join(directory, 'Plans', 'Bridge.txt'), 'utf8')).toBe('the plan')
    await expect(
      requestRestore(world.control, world.queue, admin, {
        personId: adele.personId,
        target: { kind: 'directory' },
      }),
    ).rejects.toMatchObject({ code: 'HF_RESTORE_DIRECTORY_OFF' })
  })

  test('names files in its log alone, and not to whoever may not see them', async () => {
    const failed = await restore({ paths: ['Secret name.txt'] })
    expect(failed).toMatchObject({ state: 'failed', errorCode: 'HF_RESTORE_ENDED' })
    const view = await readJob(world.control, admin, failed.id)
    expect(JSON.stringify(view)).not.toContain('Secret name')
    const log = async (showPaths: boolean) =>
      JSON.stringify(await readJobLog(world.control, admin, failed.id, { showPaths }))
    expect(await log(true)).toContain('Secret name')
    expect(await log(false)).not.toContain('Secret name')
    expect(JSON.stringify(await auditOf(world.control))).not.toContain('Secret name')
  })

  test('that is cancelled while it waits never begins', async () => {
    await using idle = await JobWorld.make()
    const carol = await idle.person('carol')
    await idle.work()
    await idle.backUp(carol)
    idle.client.upload = (_drive, _target, { signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const request = { personId: carol.personId, target: { kind: 'folder', folder: 'x' } } as const
    const { jobId: running } = await requestRestore(idle.control, idle.queue, admin, request)
    const self = actor('person', { personId: carol.personId })
    const { jobId: waiting } = await requestRestore(idle.control, idle.queue, self, request)
    expect(await cancelJob(idle.control, idle.queue, self, waiting)).toMatchObject({ state: 'cancelled' })
    await expect(cancelJob(idle.control, idle.queue, self, running)).rejects.toMatchObject({
      code: 'HF_JOB_NOT_OWN',
    })
    await cancelJob(idle.control, idle.queue, admin, running)
  })
})

describe('where one can restore to', () => {
  const refusals = async (who: Actor = admin, directory?: string) => {
    const targets = await restoreTargets(world.control, who, adele.personId, { directory })
    return Object.fromEntries(targets.map(({ kind, refusal }) => [kind, refusal?.code]))
  }
  const everywhere = {
    original: undefined,
    folder: undefined,
    person: undefined,
    directory: undefined,
    zip: undefined,
  }

  test('is told as it is asked for: a folder of the server only where one is set up', async () => {
    expect(await refusals(admin, world.restoreDirectory)).toEqual(everywhere)
    expect(await refusals()).toEqual({ ...everywhere, directory: 'HF_RESTORE_DIRECTORY_OFF' })
  })

  test('leaves a preserved person what needs no OneDrive of theirs', async () => {
    const { sql } = world.control
    await sql.updateTable('person').set({ state: 'preserved' }).where('id', '=', adele.personId).execute()
    const refused = { original: 'HF_PERSON_PRESERVED', folder: 'HF_PERSON_PRESERVED' }
    expect(await refusals(admin, world.restoreDirectory)).toEqual({ ...everywhere, ...refused })
  })

  test('leaves a person nobody else’s place', async () => {
    const self = actor('person', { personId: adele.personId })
    expect(await refusals(self, world.restoreDirectory)).toEqual({
      ...everywhere,
      person: 'HF_FORBIDDEN',
      directory: 'HF_FORBIDDEN',
    })
  })
})

describe('a restore is refused', () => {
  const code = async (request: Partial<RestoreRequest>, who: Actor = admin) =>
    await requestRestore(world.control, world.queue, who, { personId: adele.personId, ...request }).then(
      () => 'queued',
      (error: { code: string }) => error.code,
    )
  const set = async (table: 'person' | 'onedrive', id: string, state: string) =>
    await world.control.sql
      .updateTable(table)
      .set({ state: state as never })
      .where('id', '=', id)
      .execute()

  test('of and into what is disabled, preserved or deleted', async () => {
    await set('onedrive', adele.onedriveId, 'disabled')
    expect(await code({})).toBe('HF_ONEDRIVE_DISABLED')
    await set('onedrive', adele.onedriveId, 'deleted')
    expect(await code({})).toBe('HF_ONEDRIVE_DELETED')
    await set('onedrive', adele.onedriveId, 'enabled')
    await set('person', adele.personId, 'preserved')
    expect(await code({})).toBe('HF_PERSON_PRESERVED')
    await set('person', adele.personId, 'deleted')
    expect(await code({})).toBe('HF_PERSON_DELETED')
    await set('person', adele.personId, 'active')
    await set('person', ben.personId, 'preserved')
    expect(await code({ target: { kind: 'person', personId: ben.personId } })).toBe('HF_RESTORE_TARGET')
  })

  test('into the OneDrive of somebody whom the actor may not know of, or as a person into another’s', async () => {
    const stranger = newId(world.control)
    expect(await code({ target: { kind: 'person', personId: stranger } })).toBe('HF_NOT_FOUND')
    const oneself = actor('person', { personId: adele.personId })
    expect(await code({ target: { kind: 'person', personId: ben.personId } }, oneself)).toBe('HF_FORBIDDEN')
    expect(await code({ target: { kind: 'directory' } }, oneself)).toBe('HF_FORBIDDEN')
    expect(await code({ personId: ben.personId }, oneself)).toBe('HF_NOT_FOUND')
  })

  test('when it begins, if things have changed since it was asked for', async () => {
    await using idle = await JobWorld.make()
    const carol = await idle.person('carol')
    await idle.work()
    await idle.backUp(carol)
    const { jobId } = await idle.control.sql.transaction().execute(async (transaction) => {
      const asked = await requestRestore({ ...idle.control, sql: fake(transaction) }, idle.queue, admin, {
        personId: carol.personId,
      })
      await transaction.updateTable('onedrive').set({ state: 'disabled' }).execute()
      return asked
    })
    expect(await idle.ended(jobId)).toMatchObject({ state: 'failed', errorCode: 'HF_ONEDRIVE_DISABLED' })
    await idle.control.sql.updateTable('onedrive').set({ state: 'enabled' }).execute()
    const helper = actor('help-desk', { id: newId(idle.control) })
    const at = new Date(0)
    await idle.control.sql
      .insertInto('account')
      .values({
        id: helper.id,
        role: 'help-desk',
        email: 'h@contoso.com',
        name: 'H',
        state: 'active',
        createdAt: at,
        updatedAt: at,
      })
      .execute()
    const request = { personId: carol.personId, dryRun: true }
    const asked = await requestRestore(idle.control, idle.queue, helper, request)
    expect(await idle.ended(asked.jobId)).toMatchObject({ state: 'succeeded' })
    const dismissed = await idle.control.sql.transaction().execute(async (transaction) => {
      const late = await requestRestore(
        { ...idle.control, sql: fake(transaction) },
        idle.queue,
        helper,
        request,
      )
      await transaction.updateTable('account').set({ state: 'disabled' }).execute()
      return late
    })
    expect(await idle.ended(dismissed.jobId)).toMatchObject({
      state: 'failed',
      errorCode: 'HF_RESTORE_WITHDRAWN',
    })
  })
})

/** A transaction as the database: what is asked for in it is seen by nobody before it ends. */
function fake<Transaction extends object>(transaction: Transaction): Transaction {
  return new Proxy(transaction, {
    get: (target, key) =>
      key === 'transaction'
        ? () => ({ execute: (work: (inner: Transaction) => unknown) => work(transaction) })
        : Reflect.get(target, key),
  })
}
