import { expect, test } from 'vitest'
import { checkProfile, createProfile, deleteProfile } from '../../src/index.ts'
import { actor, auditOf, cloud } from '../rows.ts'
import { testControl } from '../test-control.ts'

test('a draft is told everything that stands against it, field by field, and nothing is changed', async () => {
  await using control = await testControl()
  const problems = await checkProfile(control, cloud, {
    name: ' ',
    maxPeople: -1,
    settings: {
      backup: {
        exclusions: { folders: 'Music; a:b' },
        timeZone: 'Mars/Olympus',
        blackout: { from: '25:00', to: '06:00' },
      },
      preserved: { deleteAfterDays: 29 },
    },
  })
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'maxPeople',
    'name',
    'settings.backup.blackout.from',
    'settings.backup.exclusions.folders',
    'settings.backup.timeZone',
    'settings.preserved.deleteAfterDays',
  ])
  expect(await checkProfile(control, cloud, { name: 'Sales', settings: {} })).toEqual([])
  expect(await auditOf(control)).toEqual([])
})

test('a name is taken in any case of letters, but not by the profile itself, nor by a deleted one', async () => {
  await using control = await testControl()
  const { id } = await createProfile(control, cloud, { name: 'Sales' })
  expect(await checkProfile(control, cloud, { name: ' SALES ' })).toEqual([
    { path: 'name', message: expect.stringContaining('SALES') },
  ])
  expect(await checkProfile(control, cloud, { name: 'sales', id })).toEqual([])
  await deleteProfile(control, cloud, id, { version: 1, reason: 'No longer needed.' })
  expect(await checkProfile(control, cloud, { name: 'Sales' })).toEqual([])
})

test('whoever may not change profiles may not ask', async () => {
  await using control = await testControl()
  await expect(checkProfile(control, actor('auditor'), { name: 'x' })).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
})
