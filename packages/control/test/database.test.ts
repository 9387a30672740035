import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql as raw } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId, now, openDatabase, vacuumTables } from '../src/index.ts'
import { countOf, testControl } from './test-control.ts'

const setting = (key: string) => ({ key, value: JSON.stringify({ some: 'thing' }), updatedAt: new Date(0) })

describe('the database', () => {
  test('keeps what runs beside a transaction out of it', async () => {
    await using control = await testControl()
    let began: () => void = () => {}
    const hasBegun = new Promise<void>((resolve) => {
      began = resolve
    })
    const failing = control.sql.transaction().execute(async (transaction) => {
      await transaction.insertInto('setting').values(setting('inside')).execute()
      began()
      await transaction.insertInto('setting').values(setting('inside too')).execute()
      throw new Error('given up')
    })
    await hasBegun
    const beside = control.sql.insertInto('setting').values(setting('beside')).execute()
    await expect(failing).rejects.toThrow('given up')
    await beside
    const keys = await control.sql.selectFrom('setting').select('key').execute()
    expect(keys).toEqual([{ key: 'beside' }])
  })

  test('runs transactions that begin together one after another', async () => {
    await using control = await testControl()
    const increment = (): Promise<void> =>
      control.sql.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('setting')
          .select('version')
          .where('key', '=', 'counter')
          .forUpdate()
          .executeTakeFirstOrThrow()
        await transaction
          .updateTable('setting')
          .set({ version: row.version + 1 })
          .where('key', '=', 'counter')
          .execute()
      })
    await control.sql.insertInto('setting').values(setting('counter')).execute()
    await Promise.all(Array.from({ length: 20 }, increment))
    const { version } = await control.sql.selectFrom('setting').select('version').executeTakeFirstOrThrow()
    expect(version).toBe(21)
  })

  test('embedded, has its dead rows removed and its tables counted when much has changed; a server sees to that itself', async () => {
    await using control = await testControl()
    for (let n = 0; n < 200; n++)
      await control.sql
        .insertInto('setting')
        .values(setting(`${n}`))
        .execute()
    await control.sql.updateTable('setting').set({ version: 2 }).execute()
    await raw`select pg_stat_force_next_flush()`.execute(control.sql)
    const vacuumed = await vacuumTables(control)
    if (control.database.kind === 'server') {
      expect(vacuumed).toEqual([])
      return
    }
    expect(vacuumed).toContain('public.setting')
    const { rows } = await raw<{ dead: number; rows: number }>`
      select n_dead_tup as dead, reltuples as rows
      from pg_stat_user_tables join pg_class on pg_class.oid = relid where pg_class.relname = 'setting'`.execute(
      control.sql,
    )
    expect(rows).toEqual([{ dead: 0, rows: 200 }])
    expect(await vacuumTables(control)).not.toContain('public.setting')
  })

  test('gives instants, counts beyond 32 bits and documents as they were put in', async () => {
    await using control = await testControl()
    const id = newId(control)
    await control.sql
      .insertInto('storage')
      .values({
        id,
        name: 'here',
        kind: 'local',
        settings: JSON.stringify({ someKey: { anOther_key: 1 } }),
        createdAt: now(control),
      })
      .execute()
    await control.sql
      .insertInto('vault')
      .values({ id, storageId: id, path: 'a', storedBytes: 2 ** 41, createdAt: now(control) })
      .execute()
    const vault = await control.sql.selectFrom('vault').selectAll().executeTakeFirstOrThrow()
    expect(vault).toMatchObject({ storedBytes: 2 ** 41, createdAt: now(control), destroyedAt: null })
    const { settings } = await control.sql.selectFrom('storage').selectAll().executeTakeFirstOrThrow()
    expect(settings).toEqual({ someKey: { anOther_key: 1 } })
  })

  test('is there again when its folder is opened again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
    {
      await using database = await openDatabase({ folder })
      await database.sql.insertInto('setting').values(setting('kept')).execute()
    }
    await using database = await openDatabase({ folder })
    expect(await database.sql.selectFrom('setting').select('key').execute()).toEqual([{ key: 'kept' }])
  })

  test('says so when it was written by a newer version', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
    {
      await using database = await openDatabase({ folder })
      await database.sql
        .insertInto('migration' as never)
        .values({ name: '9999-later', timestamp: '2030-01-01' } as never)
        .execute()
    }
    await expect(openDatabase({ folder })).rejects.toMatchObject({ code: 'HF_DATABASE_TOO_NEW' })
  })

  test('says so when a server does not answer', async () => {
    const place = { url: 'postgres://nobody@127.0.0.1:1/none' }
    await expect(openDatabase(place)).rejects.toMatchObject({ code: 'HF_DATABASE_UNAVAILABLE' })
  })
})

test('ids are random UUIDs of version 4', async () => {
  await using control = await testControl()
  const ids = Array.from({ length: 100 }, () => newId(control))
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(await countOf(control, 'person')).toBe(0)
})
