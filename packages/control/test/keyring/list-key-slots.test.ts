import { expect, test } from 'vitest'
import { listKeySlots, newId, now } from '../../src/index.ts'
import { actorOf, add, addProfile, administrator, beginBackup } from '../people/world.ts'
import { testControl } from '../test-control.ts'

test('says who holds the key of a person’s vault, to whoever may see the organisation’s settings', async () => {
  await using control = await testControl()
  await addProfile(control)
  const [adele, bob] = [await add(control, 'Adele'), await add(control, 'Bob')]
  const vaultId = await beginBackup(control, adele)
  const createdAt = now(control)
  const [providerId, gone] = [newId(control), newId(control)]
  await control.sql
    .insertInto('keyProvider')
    .values({ id: providerId, kind: 'connector', name: 'Basement', createdAt })
    .execute()
  for (const holder of [providerId, gone]) {
    const id = newId(control)
    await control.sql
      .insertInto('keySlot')
      .values({ id, vaultId, providerId: holder, purpose: 'ekey', slot: '{}', createdAt })
      .execute()
  }
  const slots = await listKeySlots(control, administrator, adele, (id) => id === providerId)
  expect(slots.map(({ holder, provider }) => [holder, provider]).sort()).toEqual([
    [
      'provider',
      { id: providerId, kind: 'connector', name: 'Basement', isConnected: true, isRemoved: false },
    ],
    ['unknown', null],
  ])
  expect(await listKeySlots(control, actorOf('auditor'), bob, () => false)).toEqual([])
  await expect(listKeySlots(control, actorOf('help-desk'), adele, () => false)).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
  await expect(listKeySlots(control, administrator, newId(control), () => false)).rejects.toMatchObject({
    code: 'HF_NOT_FOUND',
  })
})
