import { expect, test } from 'vitest'
import { createProfile, newId, previewRetention, retentionSettings } from '../../src/index.ts'
import { actor, addBackedUp, addStorage, cloud, limitedTo } from '../rows.ts'
import { countOf, testControl } from '../test-control.ts'

const DAY = 86_400_000
const short = retentionSettings.parse({ keepDays: 30 })

test('a preview tells what a change would expire, and of whom, and changes nothing', async () => {
  await using control = await testControl()
  const ago = (...days: number[]) => days.map((n) => new Date(control.clock.now() - n * DAY))
  const storageId = await addStorage(control)
  const profile = await createProfile(control, cloud, {
    name: 'Sales',
    settings: { retention: { keepDays: 100 } },
  })
  const other = await createProfile(control, cloud, { name: 'Other' })
  const adele = await addBackedUp(control, profile.id, { storageId, taken: ago(1, 20, 40, 60, 200) })
  const ben = await addBackedUp(control, profile.id, {
    storageId,
    taken: ago(35, 90),
    displayName: 'Ben',
    state: 'preserved',
  })
  await addBackedUp(control, profile.id, { storageId, taken: ago(1, 90), state: 'deleted' })
  await addBackedUp(control, other.id, { storageId, taken: ago(1, 90) })
  for (let n = 0; n < 60; n++)
    await addBackedUp(control, profile.id, { storageId, taken: n % 2 ? ago(1, 2) : [] })
  const preview = await previewRetention(control, cloud, profile.id, short)
  expect(preview).toEqual({
    snapshots: 3,
    people: 2,
    oldest: ago(90)[0],
    newest: ago(40)[0],
    examples: [
      { personId: ben, displayName: 'Ben', snapshots: 1, oldest: ago(90)[0], newest: ago(90)[0] },
      { personId: adele, displayName: 'Adele Vance', snapshots: 2, oldest: ago(60)[0], newest: ago(40)[0] },
    ],
    expiredAnyway: 1,
  })
  const longer = await previewRetention(control, cloud, profile.id, retentionSettings.parse({}))
  expect(longer).toEqual({
    snapshots: 0,
    people: 0,
    oldest: null,
    newest: null,
    examples: [],
    expiredAnyway: 1,
  })
  expect(await countOf(control, 'snapshot')).toBe(5 + 2 + 2 + 2 + 60)
})

test('a preview leaves out what is forgotten or deleted, and can be stopped', async () => {
  await using control = await testControl()
  const storageId = await addStorage(control)
  const profile = await createProfile(control, cloud, { name: 'Sales' })
  const taken = [1, 90].map((n) => new Date(control.clock.now() - n * DAY))
  await addBackedUp(control, profile.id, { storageId, taken })
  const preview = () => previewRetention(control, cloud, profile.id, short)
  expect(await preview()).toMatchObject({ snapshots: 1 })
  const stopped = previewRetention(control, cloud, profile.id, short, { signal: AbortSignal.abort() })
  await expect(stopped).rejects.toThrow('aborted')
  await control.sql.updateTable('onedrive').set({ state: 'deleted' }).execute()
  expect(await preview()).toMatchObject({ snapshots: 0 })
  await control.sql.updateTable('onedrive').set({ state: 'disabled' }).execute()
  expect(await preview()).toMatchObject({ snapshots: 1 })
  await control.sql
    .updateTable('snapshot')
    .set({ forgottenAt: taken[0] ?? null })
    .execute()
  expect(await preview()).toMatchObject({ snapshots: 0 })
})

test('a preview is for whoever may see the profile', async () => {
  await using control = await testControl()
  const [mine, other] = [
    await createProfile(control, cloud, { name: 'Mine' }),
    await createProfile(control, cloud, { name: 'Other' }),
  ]
  const limited = actor('profile-administrator', limitedTo(mine))
  expect(await previewRetention(control, limited, mine.id, short)).toMatchObject({ people: 0 })
  await expect(previewRetention(control, limited, other.id, short)).rejects.toMatchObject({
    code: 'HF_NOT_FOUND',
  })
  await expect(previewRetention(control, cloud, newId(control), short)).rejects.toMatchObject({
    code: 'HF_NOT_FOUND',
  })
  await expect(previewRetention(control, actor('person'), mine.id, short)).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
})
