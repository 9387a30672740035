import { describe, expect, test } from 'vitest'
import { type Actor, recordAudit, systemActor, verifyAudit } from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'

const adele: Actor = { kind: 'account', id: 'a', name: 'Adele', role: 'cloud-administrator', address: '::1' }

async function record(control: TestControl, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await control.sql.transaction().execute((transaction) =>
      recordAudit(control, transaction, i % 2 ? adele : systemActor('scheduler'), {
        action: 'profile.changed',
        target: { kind: 'profile', id: `${i}` },
        reason: 'because',
        details: { z: i, a: ['one', 'two'], m: null },
        privateDetails: { path: 'Documents/Plan.docx' },
      }),
    )
    control.clock.advance(1_000)
  }
}

describe('the audit trail', () => {
  test('is a chain that holds', async () => {
    await using control = await testControl()
    expect(await verifyAudit(control.sql)).toEqual({ entries: 0, head: '0'.repeat(64) })
    await record(control, 5)
    const verification = await verifyAudit(control.sql)
    expect(verification).toMatchObject({ entries: 5 })
    expect(verification.brokenAt).toBeUndefined()
  })

  test.each([
    ['an altered entry', `update audit_event set reason = 'another' where number = 3`, 3],
    ['an altered private detail', `update audit_event set private_details = '{}' where number = 4`, 4],
    ['an altered time', `update audit_event set at = at + interval '1 second' where number = 2`, 2],
    ['a missing entry', 'delete from audit_event where number = 3', 4],
    ['a missing first entry', 'delete from audit_event where number = 1', 2],
  ])('tells where %s is', async (_, statement, brokenAt) => {
    await using control = await testControl()
    await record(control, 5)
    await control.database.queue.executeSql(statement)
    expect(await verifyAudit(control.sql)).toMatchObject({ brokenAt })
  })

  test('has no entry of a change that did not happen', async () => {
    await using control = await testControl()
    const failing = control.sql.transaction().execute(async (transaction) => {
      await recordAudit(control, transaction, adele, { action: 'x', target: { kind: 'y', id: 'z' } })
      throw new Error('given up')
    })
    await expect(failing).rejects.toThrow('given up')
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 0 })
  })

  test('numbers entries that are made at the same time one after another', async () => {
    await using control = await testControl()
    await Promise.all(Array.from({ length: 10 }, () => record(control, 1)))
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 10 })
  })

  test('leads through a head that was known before, and is walked from there on', async () => {
    await using control = await testControl()
    await record(control, 3)
    const { entries, head } = await verifyAudit(control.sql)
    const known = { entries, head }
    await record(control, 2)
    const whole = await verifyAudit(control.sql)
    expect(await verifyAudit(control.sql, { known })).toEqual(whole)
    expect(await verifyAudit(control.sql, { since: known })).toEqual(whole)
    const start = { entries: 0, head: '0'.repeat(64) }
    expect(await verifyAudit(control.sql, { known: start, since: start })).toEqual(whole)
  })

  test.each([
    ['cut off behind it', 'delete from audit_event where number > 2', 3],
    ['altered at it', `update audit_event set reason = 'another' where number = 3`, 3],
    ['written anew', `update audit_event set hash = repeat('a', 64) where number = 3`, 3],
    ['altered after it', `update audit_event set reason = 'another' where number = 4`, 4],
    ['not of the entries after it', `update audit_event set previous_hash = 'x' where number = 4`, 4],
  ])('tells that the chain was %s', async (_, statement, brokenAt) => {
    await using control = await testControl()
    await record(control, 3)
    const { entries, head } = await verifyAudit(control.sql)
    await record(control, 2)
    await control.database.queue.executeSql(statement)
    for (const walk of ['known', 'since']) {
      expect(await verifyAudit(control.sql, { [walk]: { entries, head } })).toMatchObject({ brokenAt })
    }
  })

  test('walks no further back than it is asked to', async () => {
    await using control = await testControl()
    await record(control, 3)
    const { entries, head } = await verifyAudit(control.sql)
    await control.database.queue.executeSql(`update audit_event set reason = 'x' where number = 1`)
    expect((await verifyAudit(control.sql, { since: { entries, head } })).brokenAt).toBeUndefined()
    expect(await verifyAudit(control.sql, { known: { entries, head } })).toMatchObject({ brokenAt: 1 })
  })
})
