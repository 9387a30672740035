import { describe, expect, test } from 'vitest'
import {
  type Actor,
  activatePeople,
  addPerson,
  type Control,
  changePerson,
  changeSetting,
  deletePeople,
  deletePreservedDue,
  preservePeople,
  profileSettings,
  purgeDue,
  readPerson,
  rollBackPeople,
  rollbackWindow,
  verifyAudit,
} from '../../src/index.ts'
import { countOf, testControl } from '../test-control.ts'
import {
  actions,
  actorOf,
  add,
  addJob,
  addProfile,
  administrator,
  beginBackup,
  DAY,
  SWITCHED_OFF,
  stopped,
} from './world.ts'

const reason = 'has left the company'
const read = (control: Control, id: string) => readPerson(control, administrator, id)

describe('adding by hand', () => {
  test('gives a person a OneDrive, as the profile says', async () => {
    await using control = await testControl()
    await addProfile(control)
    const off = await addProfile(control, 'Off', { settings: SWITCHED_OFF })
    const adele = await add(control, 'Adele')
    const bob = await add(control, 'Bob', off)
    expect(await read(control, adele)).toMatchObject({
      source: 'hand',
      state: 'active',
      profileFixed: false,
      onedrive: { state: 'enabled' },
    })
    expect(await read(control, bob)).toMatchObject({ profileFixed: true, onedrive: { state: 'disabled' } })
    expect(await actions(control)).toEqual(['person.added', 'person.added'])
  })

  test('refuses a name that is taken, a full profile, a profile out of reach, and names that are none', async () => {
    await using control = await testControl()
    const one = await addProfile(control, 'Default', { maxPeople: 1 })
    const other = await addProfile(control, 'Other')
    const adele = await add(control, 'Adele', one)
    await expect(add(control, 'Bob', one)).rejects.toMatchObject({ code: 'HF_PROFILE_FULL' })
    await expect(add(control, 'ADELE', other)).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    const limited = actorOf('profile-administrator', { profiles: [other] })
    const bob = { principalName: 'bob@contoso.example', displayName: 'Bob' }
    for (const profileId of [one, undefined]) {
      const adding = addPerson(control, limited, { ...bob, ...(profileId && { profileId }) })
      await expect(adding).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    }
    const helpDesk = addPerson(control, actorOf('help-desk'), bob)
    await expect(helpDesk).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    for (const input of [
      { ...bob, principalName: 'bob' },
      { ...bob, displayName: ' ' },
      { ...bob, email: 'x' },
    ])
      await expect(addPerson(control, administrator, input)).rejects.toMatchObject({ code: 'HF_INVALID' })
    // Preserved people take no place, and keep their names from being added twice.
    await preservePeople(control, administrator, { people: [adele] })
    await expect(add(control, 'Adele', other)).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    await add(control, 'Bob', one)
    await expect(activatePeople(control, administrator, { people: [adele] })).rejects.toMatchObject({
      code: 'HF_PROFILE_FULL',
    })
  })
})

describe('changing by hand', () => {
  test('puts names, and puts into a profile for good', async () => {
    await using control = await testControl()
    await addProfile(control)
    const off = await addProfile(control, 'Off', { settings: SWITCHED_OFF })
    const id = await add(control, 'Adele')
    await changePerson(control, administrator, id, {
      version: 1,
      displayName: 'Adele V',
      email: 'a@x.example',
    })
    expect(await read(control, id)).toMatchObject({
      displayName: 'Adele V',
      email: 'a@x.example',
      profileFixed: false,
    })
    await changePerson(control, administrator, id, { version: 2, profileId: off })
    expect(await read(control, id)).toMatchObject({
      profileId: off,
      profileFixed: true,
      version: 3,
      onedrive: { state: 'disabled' },
    })
    await changePerson(control, administrator, id, { version: 3, profileFixed: false, email: null })
    expect(await read(control, id)).toMatchObject({
      profileFixed: false,
      email: null,
      displayName: 'Adele V',
    })
    const changing = changePerson(control, administrator, id, { version: 3, displayName: 'Other' })
    await expect(changing).rejects.toMatchObject({ code: 'HF_CONFLICT' })
  })

  test('moves nobody into a full profile or out of reach, and changes no deleted person', async () => {
    await using control = await testControl()
    const one = await addProfile(control)
    const full = await addProfile(control, 'Full', { maxPeople: 1 })
    const adele = await add(control, 'Adele', one)
    const bob = await add(control, 'Bob', full)
    const move = (actor: Actor, id: string, profileId: string) =>
      changePerson(control, actor, id, { version: 1, profileId })
    await expect(move(administrator, adele, full)).rejects.toMatchObject({ code: 'HF_PROFILE_FULL' })
    const limited = actorOf('profile-administrator', { profiles: [full] })
    await expect(move(limited, adele, full)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(move(limited, bob, one)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(move(actorOf('auditor'), bob, one)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    await deletePeople(control, administrator, { people: [bob], reason })
    const changing = changePerson(control, administrator, bob, { version: 2, displayName: 'B' })
    await expect(changing).rejects.toMatchObject({ code: 'HF_PERSON_STATE' })
  })
})

describe('preserving', () => {
  test('stops backups, keeps the OneDrive, and is taken back by activating', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    const backup = await addJob(control, id, 'backup')
    await addJob(control, id, 'restore')
    expect(await preservePeople(control, administrator, { people: [id] })).toBe(1)
    expect(await preservePeople(control, administrator, { people: [id, id] })).toBe(0)
    expect(await stopped(control)).toEqual([backup])
    expect(await read(control, id)).toMatchObject({
      state: 'preserved',
      preservedBy: administrator.id,
      onedrive: { state: 'enabled' },
    })
    expect(await activatePeople(control, administrator, { people: [id] })).toBe(1)
    expect(await read(control, id)).toMatchObject({ state: 'active', preservedAt: null, preservedBy: null })
    expect(await actions(control)).toEqual(['person.added', 'person.preserved', 'person.activated'])
  })

  test('is for all who were named, or for nobody', async () => {
    await using control = await testControl()
    const one = await addProfile(control)
    const other = await addProfile(control, 'Other')
    const adele = await add(control, 'Adele', one)
    const bob = await add(control, 'Bob', other)
    const limited = actorOf('profile-administrator', { profiles: [other] })
    for (const action of [preservePeople, activatePeople]) {
      await expect(action(control, limited, { people: [bob, adele] })).rejects.toMatchObject({
        code: 'HF_NOT_FOUND',
      })
      await expect(action(control, actorOf('help-desk'), { people: [bob] })).rejects.toMatchObject({
        code: 'HF_FORBIDDEN',
      })
      await expect(action(control, administrator, { people: [] })).rejects.toMatchObject({
        code: 'HF_INVALID',
      })
    }
    expect(await read(control, bob)).toMatchObject({ state: 'active' })
  })
})

describe('deleting', () => {
  test('takes the OneDrive along and brings it back with the rollback', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    const vault = await beginBackup(control, id)
    const job = await addJob(control, id, 'restore')
    expect(await deletePeople(control, administrator, { people: [id], reason })).toBe(1)
    expect(await read(control, id)).toMatchObject({
      state: 'deleted',
      purgeAt: new Date(control.clock.now() + 7 * DAY),
      onedrive: { state: 'deleted' },
    })
    expect(await stopped(control)).toEqual([job])
    control.clock.advance(7 * DAY - 1)
    expect(await purgeDue(control)).toEqual({ people: 0, onedrives: 0, vaults: [] })
    expect(await rollBackPeople(control, administrator, { people: [id] })).toBe(1)
    expect(await read(control, id)).toMatchObject({
      state: 'active',
      deletedAt: null,
      purgeAt: null,
      onedrive: { state: 'enabled', items: 7, deletedAt: null, purgeAt: null },
    })
    expect(await control.sql.selectFrom('onedrive').select('vaultId').execute()).toEqual([{ vaultId: vault }])
    const trail = await control.sql.selectFrom('auditEvent').select(['action', 'reason']).execute()
    expect(trail).toContainEqual({ action: 'person.deleted', reason })
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 3 })
  })

  test('is finished when the window is over: rows go, and the vault is given until it is destroyed', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    const vault = await beginBackup(control, id)
    await deletePeople(control, administrator, { people: [id], reason })
    control.clock.advance(7 * DAY)
    const late = rollBackPeople(control, administrator, { people: [id] })
    await expect(late).rejects.toMatchObject({ code: 'HF_ROLLBACK_OVER' })
    expect(await purgeDue(control)).toEqual({ people: 1, onedrives: 0, vaults: [vault] })
    expect([await countOf(control, 'person'), await countOf(control, 'onedrive')]).toEqual([0, 0])
    expect(await purgeDue(control)).toEqual({ people: 0, onedrives: 0, vaults: [vault] })
    await control.sql
      .updateTable('vault')
      .set({ destroyedAt: new Date(control.clock.now()) })
      .execute()
    expect(await purgeDue(control)).toMatchObject({ vaults: [] })
    // The name is free again.
    await add(control, 'Adele')
  })

  test('has a window that can be changed, from one to seven days', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    await changeSetting(control, administrator, rollbackWindow, { days: 1 }, 0)
    for (const days of [0, 8]) {
      const changing = changeSetting(control, administrator, rollbackWindow, { days }, 1)
      await expect(changing).rejects.toMatchObject({ code: 'HF_INVALID' })
    }
    await deletePeople(control, administrator, { people: [id], reason })
    control.clock.advance(DAY)
    expect(await purgeDue(control)).toMatchObject({ people: 1 })
  })

  test('needs a reason of 10 to 150 characters and the right to', async () => {
    await using control = await testControl()
    await addProfile(control)
    const people = [await add(control, 'Adele')]
    for (const short of ['', 'too short', ' too short   ', 'x'.repeat(151)]) {
      const deleting = deletePeople(control, administrator, { people, reason: short })
      await expect(deleting).rejects.toMatchObject({ code: 'HF_INVALID' })
    }
    for (const role of ['help-desk', 'legal-officer', 'auditor', 'person'] as const) {
      const deleting = deletePeople(control, actorOf(role), { people, reason })
      await expect(deleting).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
      const back = rollBackPeople(control, actorOf(role), { people })
      await expect(back).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    await deletePeople(control, administrator, { people, reason: 'x'.repeat(10) })
  })

  test('of a preserved person is rolled back to preserved; not onto a name that somebody else has by now', async () => {
    await using control = await testControl()
    await addProfile(control)
    const adele = await add(control, 'Adele')
    const bob = await add(control, 'Bob')
    await preservePeople(control, administrator, { people: [adele] })
    await deletePeople(control, administrator, { people: [adele, bob], reason })
    await add(control, 'Bob')
    const people = [adele, bob]
    await expect(rollBackPeople(control, administrator, { people })).rejects.toMatchObject({
      code: 'HF_NAME_TAKEN',
    })
    expect(await read(control, adele)).toMatchObject({ state: 'deleted' })
    await rollBackPeople(control, administrator, { people: [adele] })
    expect(await read(control, adele)).toMatchObject({ state: 'preserved', preservedBy: administrator.id })
    await expect(preservePeople(control, administrator, { people: [bob] })).rejects.toMatchObject({
      code: 'HF_PERSON_STATE',
    })
  })

  test('of who has been preserved for as long as the profile says happens by itself', async () => {
    await using control = await testControl()
    const never = await addProfile(control)
    const settings = profileSettings.parse({ preserved: { deleteAfterDays: 30 } })
    const after30 = await addProfile(control, 'After 30 days', { settings })
    const [adele, bob, christie] = [
      await add(control, 'Adele', never),
      await add(control, 'Bob', after30),
      await add(control, 'Christie', after30),
    ] as const
    await preservePeople(control, administrator, { people: [adele, bob] })
    control.clock.advance(30 * DAY - 1)
    expect(await deletePreservedDue(control)).toBe(0)
    control.clock.advance(1)
    expect(await deletePreservedDue(control)).toBe(1)
    expect(await deletePreservedDue(control)).toBe(0)
    expect(await read(control, bob)).toMatchObject({ state: 'deleted' })
    for (const id of [adele, christie]) expect((await read(control, id)).state).not.toBe('deleted')
    const [event] = await control.sql
      .selectFrom('auditEvent')
      .selectAll()
      .where('action', '=', 'person.deleted')
      .execute()
    expect(event).toMatchObject({
      actor: { kind: 'system' },
      reason: 'Preserved for 30 days, as the profile says',
    })
  })

  test('does not come from a clock that is years ahead', async () => {
    await using control = await testControl()
    const settings = profileSettings.parse({ preserved: { deleteAfterDays: 30 } })
    const adele = await add(control, 'Adele', await addProfile(control, 'After 30 days', { settings }))
    // Somebody's newest backup, while the time was right.
    await control.sql
      .updateTable('onedrive')
      .set({ lastSuccessAt: new Date(control.clock.now()) })
      .execute()
    control.clock.advance(DAY)
    await preservePeople(control, administrator, { people: [adele] })
    control.clock.advance(20 * 365 * DAY)
    expect(await deletePreservedDue(control)).toBe(0)
  })
})
