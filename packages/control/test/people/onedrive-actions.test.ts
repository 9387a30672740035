import { describe, expect, test } from 'vitest'
import {
  type Control,
  deleteOneDrives,
  deletePeople,
  disableOneDrives,
  enableOneDrives,
  followProfileSwitch,
  preservePeople,
  purgeDue,
  readPerson,
  rollBackOneDrives,
  rollBackPeople,
} from '../../src/index.ts'
import { testControl } from '../test-control.ts'
import {
  actions,
  actorOf,
  add,
  addJob,
  addProfile,
  administrator,
  beginBackup,
  DAY,
  stopped,
} from './world.ts'

const reason = 'does not want a backup'
const drive = async (control: Control, id: string) => (await readPerson(control, administrator, id)).onedrive

describe('the OneDrive of a person', () => {
  test('is disabled with its data kept, and enabled again', async () => {
    await using control = await testControl()
    await addProfile(control)
    const people = [await add(control, 'Adele'), await add(control, 'Bob')] as const
    const vault = await beginBackup(control, people[0])
    const jobs = [await addJob(control, people[0], 'backup'), await addJob(control, people[0], 'restore')]
    expect(await disableOneDrives(control, administrator, { people: [...people] })).toBe(2)
    expect(await stopped(control)).toEqual(jobs.sort())
    expect(await drive(control, people[0])).toMatchObject({
      state: 'disabled',
      lastStatus: 'success',
      items: 7,
    })
    expect(await disableOneDrives(control, administrator, { people: [...people] })).toBe(0)
    expect(await enableOneDrives(control, administrator, { people: [people[0]] })).toBe(1)
    const rows = await control.sql
      .selectFrom('onedrive')
      .select(['state', 'vaultId'])
      .orderBy('state')
      .execute()
    expect(rows).toEqual([
      { state: 'disabled', vaultId: null },
      { state: 'enabled', vaultId: vault },
    ])
    expect((await actions(control)).slice(2)).toEqual([
      'onedrive.disabled',
      'onedrive.disabled',
      'onedrive.enabled',
    ])
  })

  test('is deleted with a rollback window, after which the next enabling starts anew', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    const people = [id]
    const vault = await beginBackup(control, id)
    await deleteOneDrives(control, administrator, { people, reason })
    await expect(disableOneDrives(control, administrator, { people })).rejects.toMatchObject({
      code: 'HF_ONEDRIVE_STATE',
    })
    expect(await rollBackOneDrives(control, administrator, { people })).toBe(1)
    expect(await drive(control, id)).toMatchObject({ state: 'enabled', items: 7 })
    await deleteOneDrives(control, administrator, { people, reason })
    control.clock.advance(7 * DAY)
    await expect(rollBackOneDrives(control, administrator, { people })).rejects.toMatchObject({
      code: 'HF_ROLLBACK_OVER',
    })
    expect(await purgeDue(control)).toEqual({ people: 0, onedrives: 1, vaults: [vault] })
    expect(await purgeDue(control)).toEqual({ people: 0, onedrives: 0, vaults: [vault] })
    const gone = { state: 'deleted', firstStartedAt: null, items: 0, lastStatus: 'never', purgeAt: null }
    expect(await drive(control, id)).toMatchObject(gone)
    await enableOneDrives(control, administrator, { people })
    expect(await drive(control, id)).toMatchObject({ ...gone, state: 'enabled', deletedAt: null })
  })

  test('enabled within the window starts anew as well, and the old vault goes when the window is over', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    const old = await beginBackup(control, id)
    await deleteOneDrives(control, administrator, { people: [id], reason })
    control.clock.advance(DAY)
    await enableOneDrives(control, administrator, { people: [id] })
    expect(await drive(control, id)).toMatchObject({ state: 'enabled', items: 0, firstStartedAt: null })
    await beginBackup(control, id)
    expect(await purgeDue(control)).toMatchObject({ vaults: [] })
    control.clock.advance(6 * DAY)
    expect(await purgeDue(control)).toEqual({ people: 0, onedrives: 0, vaults: [old] })
    expect(await drive(control, id)).toMatchObject({ state: 'enabled', items: 7 })
  })

  test('that was deleted before its person stays deleted when the person comes back', async () => {
    await using control = await testControl()
    await addProfile(control)
    const people = [await add(control, 'Adele'), await add(control, 'Bob')]
    await deleteOneDrives(control, administrator, { people: people.slice(0, 1), reason })
    control.clock.advance(DAY)
    await disableOneDrives(control, administrator, { people: people.slice(1) })
    await deletePeople(control, administrator, { people, reason })
    for (const action of [enableOneDrives, disableOneDrives, rollBackOneDrives])
      await expect(action(control, administrator, { people })).rejects.toMatchObject({
        code: 'HF_PERSON_STATE',
      })
    await rollBackPeople(control, administrator, { people })
    expect(await drive(control, people[0]!)).toMatchObject({ state: 'deleted' })
    expect(await drive(control, people[1]!)).toMatchObject({ state: 'disabled' })
    control.clock.advance(6 * DAY)
    expect(await purgeDue(control)).toMatchObject({ people: 0, onedrives: 1 })
  })

  test('is not enabled for who is preserved, and comes into being where there was none', async () => {
    await using control = await testControl()
    await addProfile(control)
    const people = [await add(control, 'Adele')]
    await control.sql.deleteFrom('onedrive').execute()
    expect(await enableOneDrives(control, administrator, { people })).toBe(1)
    await preservePeople(control, administrator, { people })
    await disableOneDrives(control, administrator, { people })
    await expect(enableOneDrives(control, administrator, { people })).rejects.toMatchObject({
      code: 'HF_PERSON_STATE',
    })
  })

  test('needs the right to, a reason for deleting, and people within reach', async () => {
    await using control = await testControl()
    const one = await addProfile(control)
    const other = await addProfile(control, 'Other')
    const people = [await add(control, 'Adele', one)]
    const limited = actorOf('profile-administrator', { profiles: [other] })
    for (const action of [enableOneDrives, disableOneDrives, deleteOneDrives, rollBackOneDrives]) {
      const input = { people, ...(action === deleteOneDrives && { reason }) } as {
        people: string[]
        reason: string
      }
      for (const role of ['help-desk', 'legal-officer', 'auditor', 'person'] as const) {
        await expect(action(control, actorOf(role), input)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
      }
      await expect(action(control, limited, input)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    }
    const deleting = deleteOneDrives(control, administrator, { people, reason: 'no' })
    await expect(deleting).rejects.toMatchObject({ code: 'HF_INVALID' })
    expect(await drive(control, people[0]!)).toMatchObject({ state: 'enabled' })
  })

  test('follows the switch of its profile', async () => {
    await using control = await testControl()
    const profile = await addProfile(control)
    const id = await add(control, 'Adele')
    const deleted = await add(control, 'Bob')
    await deleteOneDrives(control, administrator, { people: [deleted], reason })
    for (const enabled of [false, true]) {
      await control.sql
        .transaction()
        .execute((transaction) => followProfileSwitch(control, transaction, profile, enabled))
      expect(await drive(control, id)).toMatchObject({ state: enabled ? 'enabled' : 'disabled' })
      expect(await drive(control, deleted)).toMatchObject({ state: 'deleted' })
    }
  })
})
