import { deserialize, serialize } from 'node:v8'
import { type Clock, errorOf, faultOf, systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import {
  createControl,
  createProfile,
  type Database,
  type DatabaseLink,
  JobQueue,
  newId,
  remoteDatabase,
  SharedDatabase,
  systemActor,
} from '../src/index.ts'
import { countOf, testControl } from './test-control.ts'

const setting = (key: string) => ({ key, value: JSON.stringify({ some: 'thing' }), updatedAt: new Date(0) })

/** As from another process: everything is a message, on its way there and back. */
function byMessages(shared: SharedDatabase): DatabaseLink {
  const sent = <T>(value: T): T => deserialize(serialize(value))
  const call = async <T>(answer: () => Promise<T>): Promise<T> => {
    try {
      return sent(await answer())
    } catch (error) {
      throw errorOf(sent(faultOf(error)))
    }
  }
  return {
    execute: (...statement) => call(() => shared.execute(...sent(statement))),
    begin: () => call(() => shared.begin()),
    end: (...which) => call(() => shared.end(...sent(which))),
    executeText: (...text) => call(() => shared.executeText(...sent(text))),
  }
}

function remote(database: Database, clock: Clock = systemClock) {
  const shared = new SharedDatabase(database, clock)
  return { shared, database: remoteDatabase(byMessages(shared), database.kind) }
}

test('rows come back as they went: times, numbers, JSON, bytes of text', async () => {
  await using control = await testControl()
  const { sql } = remote(control.database).database
  const row = { key: 'ä', value: JSON.stringify({ n: 2 ** 40 }), updatedAt: new Date(1_234_567) }
  await sql.insertInto('setting').values(row).execute()
  const [there] = await sql.selectFrom('setting').selectAll().execute()
  expect(there).toMatchObject({ key: 'ä', value: { n: 2 ** 40 }, updatedAt: new Date(1_234_567) })
  const { numDeletedRows } = await sql.deleteFrom('setting').executeTakeFirstOrThrow()
  expect(numDeletedRows).toBe(1n)
})

test('a transaction from another process holds as a whole or not at all, and keeps others out', async () => {
  await using control = await testControl()
  const { sql } = remote(control.database).database
  const inside = Promise.withResolvers<void>()
  const failing = sql.transaction().execute(async (transaction) => {
    await transaction.insertInto('setting').values(setting('inside')).execute()
    inside.resolve()
    await transaction.insertInto('setting').values(setting('inside too')).execute()
    throw new Error('given up')
  })
  await inside.promise
  const beside = control.sql.insertInto('setting').values(setting('beside')).execute()
  await expect(failing).rejects.toThrow('given up')
  await beside
  await sql.transaction().execute(async (transaction) => {
    await transaction.insertInto('setting').values(setting('kept')).execute()
  })
  const keys = await control.sql.selectFrom('setting').select('key').orderBy('key').execute()
  expect(keys.map(({ key }) => key)).toEqual(['beside', 'kept'])
})

test('what a process that died had begun is rolled back, and the others go on', async () => {
  await using control = await testControl()
  const { shared } = remote(control.database)
  const dying = byMessages(shared)
  const id = await dying.begin()
  const lost = "insert into setting (key, value, updated_at) values ('lost', '{}', now())"
  await dying.execute({ sql: lost, parameters: [] }, id)
  // The next one waits for its turn while the process dies.
  const late = dying.begin()
  late.catch(() => {})
  await shared[Symbol.asyncDispose]()
  if (control.database.kind === 'embedded')
    await expect(late).rejects.toMatchObject({ code: 'HF_TRANSACTION_ENDED' })
  expect(await countOf(control, 'setting')).toBe(0)
  await control.sql.insertInto('setting').values(setting('on')).execute()
  expect(await countOf(control, 'setting')).toBe(1)
})

test('a process that hangs in a transaction holds nobody up for ever', async () => {
  await using control = await testControl()
  const patience = Promise.withResolvers<void>()
  const clock: Clock = { now: () => 0, sleep: () => patience.promise }
  const hanging = byMessages(new SharedDatabase(control.database, clock))
  const id = await hanging.begin()
  patience.resolve()
  await control.sql.insertInto('setting').values(setting('on')).execute()
  await expect(hanging.execute({ sql: 'select 1', parameters: [] }, id)).rejects.toMatchObject({
    code: 'HF_TRANSACTION_ENDED',
    retry: 'now',
  })
})

test('a violation is told by the error that rules look for', async () => {
  await using control = await testControl()
  const there = createControl(remote(control.database).database, control)
  const actor = systemActor('test')
  await createProfile(there, actor, { name: 'Twice' })
  await expect(createProfile(there, actor, { name: 'Twice' })).rejects.toMatchObject({
    code: 'HF_NAME_TAKEN',
  })
})

test('a queue that one process fills and looks after is worked on by another', async () => {
  await using control = await testControl()
  await using queue = await JobQueue.start(control)
  const there = createControl(remote(control.database).database)
  await using helper = await JobQueue.start(there, { isHelper: true })
  const done = Promise.withResolvers<string>()
  await helper.work('upkeep', { concurrency: 1, interval: 0.5 }, async ({ id }) => done.resolve(id))
  const id = newId(control)
  await control.sql.transaction().execute((transaction) => queue.send(transaction, { id, kind: 'check' }))
  expect(await done.promise).toBe(id)
})
