import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FaultyStorage } from '@holdfast/repository'
import { expect, test } from 'vitest'
import { derivedVaultKeys, ensureLocalStorage, openPlace, VaultStore } from '../../src/index.ts'
import { testControl } from '../test-control.ts'

const KEYS = derivedVaultKeys(Buffer.alloc(32, 7))

test('a vault whose making was killed between any two writes is made by the next who opens it', async () => {
  await using control = await testControl()
  await ensureLocalStorage(control, mkdtempSync(join(tmpdir(), 'holdfast-vaults-')))
  const store = new VaultStore(control, KEYS)
  const rowOf = (id: string) =>
    control.sql.selectFrom('vault').select('repositoryId').where('id', '=', id).executeTakeFirstOrThrow()
  let killed = 0
  for (let fatal = 1; ; fatal++) {
    const vaultId = await store.add(control.sql, null)
    let calls = 0
    const dying = new VaultStore(control, KEYS, control.clock, (row) => {
      const place = openPlace(row)
      return Object.assign(Object.create(place), {
        slots: (path: string) => place.slots(path),
        repository(path: string) {
          const faulty = new FaultyStorage(place.repository(path))
          faulty.beforeCall = () => {
            if (++calls >= fatal) throw new Error('killed')
          }
          return faulty
        },
      })
    })
    const survived = await dying.open(vaultId, { reason: 'upkeep' }).then(
      () => true,
      () => false,
    )
    const repository = await store.open(vaultId, { reason: 'upkeep' })
    expect(await rowOf(vaultId)).toEqual({ repositoryId: repository.config.id })
    expect((await store.open(vaultId, { reason: 'upkeep' })).config.id).toBe(repository.config.id)
    if (survived) break
    killed++
  }
  expect(killed).toBeGreaterThan(4)
})

test('a vault whose row was not written after it was made gets it when it is opened', async () => {
  await using control = await testControl()
  await ensureLocalStorage(control, mkdtempSync(join(tmpdir(), 'holdfast-vaults-')))
  const store = new VaultStore(control, KEYS)
  const vaultId = await store.add(control.sql, null)
  const { config } = await store.open(vaultId, { reason: 'upkeep' })
  await control.sql.updateTable('vault').set({ repositoryId: null }).execute()
  await store.open(vaultId, { reason: 'upkeep' })
  const row = await control.sql.selectFrom('vault').select('repositoryId').executeTakeFirstOrThrow()
  expect(row).toEqual({ repositoryId: config.id })
})
