import { describe, expect, test } from 'vitest'
import {
  changeSetting,
  dropOldEvents,
  EVENT_SETTING,
  type EventEntry,
  jobEvent,
  listEvents,
  type Role,
  recordAudit,
  recordEvent,
  type Sql,
  systemActor,
} from '../../src/index.ts'
import { actorWith, administrator, DAY } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

const system = systemActor('test')

const entry = (type: string): EventEntry => ({
  category: 'job',
  type,
  severity: 6,
  identity: 'system:test',
  details: { some: { thing: [1] } },
})

async function record(control: TestControl, ...types: string[]): Promise<void> {
  await control.sql
    .transaction()
    .execute((transaction) => recordEvent(control, transaction, ...types.map(entry)))
}

async function pulled(control: TestControl, after = 0, limit = 100) {
  const events = await listEvents(control, system, { after, limit })
  return events.map(({ number, type }) => `${number} ${type}`)
}

/** Runs a transaction up to a point, and ends it later. */
async function held(control: TestControl, work: (transaction: Sql) => Promise<void>) {
  let end: (error?: Error) => void = () => {}
  let ready = () => {}
  const isReady = new Promise<void>((resolve) => {
    ready = resolve
  })
  const ended = control.sql.transaction().execute(async (transaction) => {
    await work(transaction)
    await new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve())
      ready()
    })
  })
  await isReady
  return {
    async end(error?: Error) {
      end(error)
      if (error) await expect(ended).rejects.toThrow(error.message)
      else await ended
    },
  }
}

describe('events', () => {
  test('are pulled in order, page by page, with what was told of them', async () => {
    await using control = await testControl()
    await record(control, 'a', 'b', 'c')
    expect(await pulled(control, 0, 2)).toEqual(['1 a', '2 b'])
    await record(control, 'd')
    expect(await pulled(control, 2, 2)).toEqual(['3 c', '4 d'])
    expect(await pulled(control, 4)).toEqual([])
    expect((await listEvents(control, system))[0]).toEqual({
      ...entry('a'),
      number: 1,
      at: new Date(control.clock.now()),
    })
  })

  test('have no gap where a transaction failed', async () => {
    await using control = await testControl()
    await record(control, 'a')
    const failing = control.sql.transaction().execute(async (transaction) => {
      await recordEvent(control, transaction, entry('never'))
      throw new Error('given up')
    })
    await expect(failing).rejects.toThrow('given up')
    await record(control, 'b')
    expect(await pulled(control)).toEqual(['1 a', '2 b'])
  })

  test('are written for what is audited, without the private details', async () => {
    await using control = await testControl()
    await control.sql.transaction().execute((transaction) =>
      recordAudit(control, transaction, administrator, {
        action: 'data.restored',
        target: { kind: 'onedrive', id: 'o' },
        reason: 'lost',
        details: { files: 1 },
        privateDetails: { path: 'Documents/Plan.docx' },
      }),
    )
    const [event] = await listEvents(control, system)
    expect(event).toMatchObject({
      category: 'audit',
      type: 'data.restored',
      severity: 5,
      identity: 'account:adele',
      details: { auditNumber: 1, reason: 'lost', details: { files: 1 }, targetId: 'o' },
    })
    expect(JSON.stringify(event)).not.toContain('Plan.docx')
  })

  test('of jobs tell how they ended', () => {
    const job = {
      id: 'j',
      kind: 'backup',
      personId: 'p',
      onedriveId: 'o',
      requestedBy: 'x',
      errorCode: 'HF_X',
    }
    expect(jobEvent({ ...job, state: 'failed' })).toMatchObject({
      type: 'backup.failed',
      severity: 3,
      identity: 'person:p',
    })
    expect(jobEvent({ ...job, personId: null, state: 'succeeded' })).toMatchObject({
      severity: 6,
      identity: 'job:j',
    })
  })

  test('are dropped after the days of the setting, and their numbers go on', async () => {
    await using control = await testControl()
    await changeSetting(control, administrator, EVENT_SETTING, { keepDays: 10 }, 0)
    await record(control, 'a', 'b')
    control.clock.advance(10 * DAY)
    await record(control, 'c')
    expect(await dropOldEvents(control)).toBe(0)
    control.clock.advance(1)
    expect(await dropOldEvents(control)).toBe(3)
    expect(await pulled(control)).toEqual(['4 c'])
    control.clock.advance(100 * DAY)
    expect(await dropOldEvents(control)).toBe(0)
    await record(control, 'd')
    expect(await pulled(control)).toEqual(['4 c', '5 d'])
  })

  test.each<[Role, string[]?]>([
    ['profile-administrator'],
    ['help-desk'],
    ['person'],
    ['legal-officer', []],
    ['auditor', ['p']],
  ])('are not for a %s limited to %j', async (role, profiles) => {
    await using control = await testControl()
    const listing = listEvents(control, actorWith(role, profiles))
    await expect(listing).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })

  test.each([{ after: -1 }, { after: 0.5 }, { limit: 0 }, { limit: 1_001 }])(
    'are not asked by %j',
    async (query) => {
      await using control = await testControl()
      await expect(listEvents(control, administrator, query)).rejects.toMatchObject({ code: 'HF_INVALID' })
    },
  )
})

describe('transactions that end in another order than they wrote', () => {
  test('show a puller each event once, and none that comes before one it has', async ({ skip }) => {
    await using control = await testControl()
    if (control.database.kind === 'embedded') return skip('the embedded database runs one at a time')
    const slow = await held(control, (transaction) => recordEvent(control, transaction, entry('slow')))
    const failing = await held(control, (transaction) => recordEvent(control, transaction, entry('failing')))
    await record(control, 'quick')
    expect(await pulled(control)).toEqual(['1 quick'])
    await failing.end(new Error('given up'))
    await slow.end()
    expect(await pulled(control, 1)).toEqual(['2 slow'])
  })

  test('lose nothing while many write and several pull', async ({ skip }) => {
    await using control = await testControl()
    if (control.database.kind === 'embedded') return skip('the embedded database runs one at a time')
    let writing = true
    const seen: string[][] = [[], []]
    const pull = async (into: string[]): Promise<void> => {
      let after = 0
      for (let last = false; ; ) {
        const events = await listEvents(control, system, { after, limit: 7 })
        for (const { number, type } of events) {
          expect(number).toBe(after + 1)
          after = number
          into.push(type)
        }
        if (events.length === 0 && last) return
        last = !writing
      }
    }
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < 25; i++) {
        await control.sql.transaction().execute(async (transaction) => {
          await recordEvent(control, transaction, entry(`${writer}-${i}-a`))
          await control.sql.selectFrom('event').select('id').limit(1).execute()
          await recordEvent(control, transaction, entry(`${writer}-${i}-b`))
        })
      }
    }
    const pullers = seen.map(pull)
    await Promise.all([0, 1, 2].map(write))
    writing = false
    await Promise.all(pullers)
    for (const types of seen) {
      expect(types).toHaveLength(150)
      expect(new Set(types).size).toBe(150)
    }
    expect(seen[0]).toEqual(seen[1])
  })
})
