import { expect, test } from 'vitest'
import { changeGlobalExclusions, createProfile, newId, readOwnBackup } from '../../src/index.ts'
import { actor, addJob, addOnedrive, addPerson, cloud } from '../rows.ts'
import { testControl } from '../test-control.ts'

test('a person is told of the backup: when the next one is, what they may do, and what is left out', async () => {
  await using control = await testControl()
  const exclusions = { extensions: 'mp4', names: '', folders: '' }
  const { id } = await createProfile(control, cloud, {
    name: 'Sales',
    settings: { backup: { exclusions, frequency: 'daily' }, selfService: { backupNow: false } },
  })
  await changeGlobalExclusions(control, cloud, {
    lists: { extensions: '', names: 'Thumbs.db', folders: '' },
    version: 0,
  })
  const adele = await addPerson(control, id)
  const nextSlotAt = new Date('2030-01-01T03:00:00Z')
  const onedriveId = await addOnedrive(control, adele, { nextSlotAt })
  const own = actor('person', { personId: adele })
  expect(await readOwnBackup(control, own)).toMatchObject({
    isBackedUp: true,
    nextBackupAt: nextSlotAt,
    leftOut: null,
  })

  const completeness = { excludedFiles: 3, failedFiles: 1, leftOutBytes: 4_096 }
  await addJob(control, onedriveId, { result: JSON.stringify({ completeness }) })
  await addJob(control, onedriveId, { state: 'failed', createdAt: nextSlotAt })
  expect(await readOwnBackup(control, own)).toMatchObject({
    person: { id: adele },
    frequency: 'daily',
    selfService: { backupNow: false, restore: true },
    exclusions: { profile: exclusions, organisation: { names: 'Thumbs.db' } },
    leftOut: { excludedFiles: 3, failedFiles: 1, bytes: 4_096 },
  })

  await control.sql.updateTable('onedrive').set({ state: 'disabled' }).execute()
  expect(await readOwnBackup(control, own)).toMatchObject({ isBackedUp: false, nextBackupAt: null })
})

test('nobody is told of somebody else', async () => {
  await using control = await testControl()
  const read = (who: Parameters<typeof readOwnBackup>[1]) => readOwnBackup(control, who)
  await expect(read(cloud)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  await expect(read(actor('person'))).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  await expect(read(actor('person', { personId: newId(control) }))).rejects.toMatchObject({
    code: 'HF_NOT_FOUND',
  })
})
