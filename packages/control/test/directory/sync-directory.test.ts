import { describe, expect, test } from 'vitest'
import {
  activatePeople,
  addMappingRule,
  addPerson,
  changePerson,
  createScimUser,
  deletePeople,
  lastSync,
  listMappingRules,
  listPeople,
  preservePeople,
  purgeDue,
  removeMappingRule,
  rollBackPeople,
  syncDirectory,
  verifyAudit,
} from '../../src/index.ts'
import { actions, actorOf, addProfile, administrator, DAY } from '../people/world.ts'
import { directoryWorld } from './directory-world.ts'

const nothing = {
  added: 0,
  changed: 0,
  preserved: 0,
  reactivated: 0,
  moved: 0,
  skipped: [],
  missingGroups: [],
}
const reason = 'has left the company'

describe('synchronising the directory', () => {
  test('brings everyone but guests and disabled accounts to the default profile, at first', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    for (const name of ['Adele', 'Bob', 'Christie', 'Diego']) w.join(name)
    w.join('Guest', { userType: 'Guest' })
    w.join('Gone', { accountEnabled: false })
    expect(await lastSync(w.control, administrator)).toBeNull()
    const first = await w.sync()
    expect(first).toEqual({ ...nothing, at: '2026-03-02T09:00:00.000Z', full: true, added: 4 })
    expect(await w.people()).toEqual({
      adele: 'active Default Adele',
      bob: 'active Default Bob',
      christie: 'active Default Christie',
      diego: 'active Default Diego',
    })
    const { people } = await listPeople(w.control, administrator, { search: 'adele' })
    expect(people).toMatchObject([
      { source: 'directory', profileFixed: false, onedrive: { state: 'enabled' } },
    ])
    expect(await w.sync()).toMatchObject({ ...nothing, full: false })
    expect(await lastSync(w.control, administrator)).toMatchObject({ full: false })
    expect(await verifyAudit(w.control.sql)).toMatchObject({ entries: 6 })
  })

  test('has its first rule once: it stays away when it was removed', async () => {
    await using w = await directoryWorld()
    w.join('Adele')
    // Nothing to map to yet.
    expect(await w.sync()).toMatchObject(nothing)
    await addProfile(w.control)
    expect(await w.sync()).toMatchObject({ added: 1 })
    const [rule] = await listMappingRules(w.control, administrator)
    await removeMappingRule(w.control, administrator, rule!.id)
    w.join('Bob')
    expect(await w.sync()).toMatchObject(nothing)
    expect(await w.people()).toEqual({ adele: 'active Default Adele' })
  })

  test('preserves who is disabled or gone, and lets them come back', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const { directory } = w.emulator.tenant
    const [adele, bob, christie] = [w.join('Adele'), w.join('Bob'), w.join('Christie')] as const
    await w.sync()
    directory.update(adele, { accountEnabled: false })
    directory.remove(bob)
    directory.remove(christie, 'deleted')
    expect(await w.sync()).toMatchObject({ ...nothing, preserved: 3 })
    const { people } = await listPeople(w.control, administrator, { state: 'preserved' })
    expect(people.map(({ preservedBy }) => preservedBy)).toEqual(Array(3).fill('directory'))
    directory.update(adele, { accountEnabled: true })
    directory.restore(bob)
    expect(await w.sync()).toMatchObject({ ...nothing, reactivated: 2 })
    expect(await w.people()).toEqual({
      adele: 'active Default Adele',
      bob: 'active Default Bob',
      christie: 'preserved Default Christie',
    })
    expect(await w.sync()).toMatchObject(nothing)
  })

  test('leaves preserved whom an administrator preserved, and lets no disabled account be activated', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const { directory } = w.emulator.tenant
    const [adele, bob] = [w.join('Adele'), w.join('Bob')] as const
    await w.sync()
    const people = [await w.idOf('adele')]
    await preservePeople(w.control, administrator, { people })
    directory.update(adele, { accountEnabled: false })
    await w.sync()
    await expect(activatePeople(w.control, administrator, { people })).rejects.toMatchObject({
      code: 'HF_ACCOUNT_DISABLED',
    })
    directory.update(adele, { accountEnabled: true })
    expect(await w.sync()).toMatchObject(nothing)
    await activatePeople(w.control, administrator, { people })
    directory.remove(bob, 'deleted')
    await w.sync()
    const gone = activatePeople(w.control, administrator, { people: [await w.idOf('bob')] })
    await expect(gone).rejects.toMatchObject({ code: 'HF_ACCOUNT_DISABLED' })
    expect(await w.sync()).toMatchObject(nothing)
  })

  test('follows names by id, also when they are exchanged', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const { directory } = w.emulator.tenant
    const [adele, bob] = [w.join('Adele'), w.join('Bob')] as const
    await w.sync()
    const before = await w.idOf('adele')
    const name = (one: string) => ({ userPrincipalName: `${one}@contoso.example` })
    directory.update(adele, name('moving'))
    directory.update(bob, name('adele'))
    directory.update(adele, { ...name('bob'), displayName: 'Adele V', mail: 'a@mail.example' })
    expect(await w.sync()).toMatchObject({ ...nothing, changed: 2 })
    expect(await w.people()).toEqual({ adele: 'active Default Bob', bob: 'active Default Adele V' })
    expect(await w.idOf('bob')).toBe(before)
    directory.update(bob, name('christie'))
    const person = await w.sync()
    expect(person).toMatchObject({ changed: 1 })
    expect(Object.keys(await w.people())).toEqual(['bob', 'christie'])
  })

  test('adds who takes over the name of somebody who has gone', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const adele = w.join('Adele')
    await w.sync()
    w.emulator.tenant.directory.remove(adele)
    w.join('Adele')
    expect(await w.sync()).toMatchObject({ ...nothing, added: 1, preserved: 1 })
    const { people } = await listPeople(w.control, administrator)
    expect(people.map(({ state }) => state).sort()).toEqual(['active', 'preserved'])
    expect(await w.sync()).toMatchObject(nothing)
  })

  test('keeps what was put by hand until the directory changes it', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const other = await addProfile(w.control, 'Other')
    const adele = w.join('Adele')
    await w.sync()
    const id = await w.idOf('adele')
    await changePerson(w.control, administrator, id, {
      version: 1,
      displayName: 'Adele by hand',
      profileId: other,
    })
    w.emulator.tenant.directory.update(adele, { department: 'Sales' })
    expect(await w.sync()).toMatchObject({ ...nothing, changed: 1 })
    expect(await w.people()).toEqual({ adele: 'active Other Adele by hand' })
    w.emulator.tenant.directory.update(adele, { displayName: 'Adele Vance' })
    await w.sync()
    expect(await w.people()).toEqual({ adele: 'active Other Adele Vance' })
    await changePerson(w.control, administrator, id, { version: 4, profileFixed: false })
    expect(await w.sync()).toMatchObject({ ...nothing, moved: 1 })
  })

  test('recognises by the sign-in name who was added otherwise', async () => {
    await using w = await directoryWorld()
    const profileId = await addProfile(w.control)
    const [adele, bob] = [w.join('Adele'), w.join('Bob')] as const
    const input = { principalName: 'ADELE@contoso.example', displayName: 'By hand', profileId }
    const id = await addPerson(w.control, administrator, input)
    await createScimUser(w.control, administrator, {
      userName: 'bob@contoso.example',
      displayName: 'By SCIM',
    })
    expect(await w.sync()).toMatchObject({ ...nothing, changed: 2 })
    expect(await w.people()).toEqual({ adele: 'active Default By hand', bob: 'active Default By SCIM' })
    expect(await w.idOf('adele')).toBe(id)
    // From now on by id. What the provisioning client says of names is not the directory's.
    w.emulator.tenant.directory.update(adele, { userPrincipalName: 'a@contoso.example', displayName: 'A' })
    w.emulator.tenant.directory.update(bob, { userPrincipalName: 'b@contoso.example', displayName: 'B' })
    await w.sync()
    expect(await w.people()).toEqual({ a: 'active Default A', b: 'active Default By SCIM' })
  })

  test('does not bring back whom an administrator deleted, unless they are added by hand', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const { directory } = w.emulator.tenant
    const [, bob] = [w.join('Adele'), w.join('Bob')]
    await w.sync()
    const people = [await w.idOf('adele'), await w.idOf('bob')]
    await deletePeople(w.control, administrator, { people, reason })
    expect(await w.sync()).toMatchObject(nothing)
    directory.update(bob!, { accountEnabled: false })
    await w.sync()
    w.control.clock.advance(7 * DAY)
    expect(await purgeDue(w.control)).toMatchObject({ people: 2 })
    directory.update(bob!, { accountEnabled: true })
    // Bob had left, and so he is new; Adele is still at work and was deleted on purpose.
    expect(await w.sync()).toMatchObject({ ...nothing, added: 1 })
    expect(await w.people()).toEqual({ bob: 'active Default Bob' })
    await addPerson(w.control, administrator, {
      principalName: 'adele@contoso.example',
      displayName: 'Adele',
    })
    expect(await w.sync()).toMatchObject({ ...nothing, changed: 1 })
    await deletePeople(w.control, administrator, { people: [await w.idOf('adele')], reason })
    await rollBackPeople(w.control, administrator, { people: [await w.idOf('adele')] })
    expect(await w.sync()).toMatchObject(nothing)
  })

  test('lists everybody anew when Microsoft has dropped the record of changes', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const [adele] = [w.join('Adele'), w.join('Bob')] as const
    await w.sync()
    w.emulator.tenant.directory.remove(adele, 'deleted')
    w.join('Christie')
    w.emulator.clock.advance(8 * DAY)
    expect(await w.sync()).toMatchObject({ ...nothing, full: true, added: 1, preserved: 1 })
    expect(await w.sync()).toMatchObject({ ...nothing, full: false })
  })

  test('changes nothing when the directory seems to be empty', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const adele = w.join('Adele')
    await w.sync()
    w.emulator.tenant.directory.remove(adele, 'deleted')
    w.emulator.clock.advance(8 * DAY)
    await expect(w.sync()).rejects.toMatchObject({ code: 'HF_DIRECTORY_EMPTY' })
    expect(await w.people()).toEqual({ adele: 'active Default Adele' })
    w.join('Bob')
    expect(await w.sync()).toMatchObject({ full: true, added: 1, preserved: 1 })
  })

  test('changes nothing when it breaks off, and does all of it the next time', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    w.join('Adele')
    await w.sync()
    for (const name of ['Bob', 'Christie', 'Diego', 'Emily']) w.join(name)
    await using client = w.client()
    const users = client.usersDelta.bind(client)
    client.usersDelta = async function* (options) {
      for await (const page of users(options)) {
        yield page
        throw new Error('broken off')
      }
    }
    await expect(syncDirectory(w.control, client)).rejects.toThrow('broken off')
    expect(Object.keys(await w.people())).toEqual(['adele'])
    expect(await w.sync()).toMatchObject({ added: 4, full: false })
  })

  test('starts over when the rules change while the directory is read', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    const sales = await addProfile(w.control, 'Sales')
    w.join('Adele')
    await w.sync()
    w.join('Bob')
    await using client = w.client()
    const users = client.usersDelta.bind(client)
    let changes = 1
    client.usersDelta = async function* (options) {
      yield* users(options)
      if (changes-- <= 0) return
      const [rule] = await listMappingRules(w.control, administrator)
      await removeMappingRule(w.control, administrator, rule!.id)
      await addMappingRule(w.control, administrator, { condition: { kind: 'everyone' }, profileId: sales })
    }
    expect(await syncDirectory(w.control, client)).toMatchObject({ added: 1, moved: 1 })
    expect(await w.people()).toEqual({ adele: 'active Sales Adele', bob: 'active Sales Bob' })
    changes = 100
    await expect(syncDirectory(w.control, client)).rejects.toMatchObject({ code: 'HF_CONFLICT' })
  })

  test('tells while it goes on how many people were read', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    for (const name of ['Adele', 'Bob', 'Christie']) w.join(name)
    await using client = w.client()
    const told: number[] = []
    await syncDirectory(w.control, client, { onProgress: ({ people }) => told.push(people) })
    expect(told.at(-1)).toBe(3)
  })

  test('two at the same time do the work once', async () => {
    await using w = await directoryWorld()
    await addProfile(w.control)
    for (const name of ['Adele', 'Bob', 'Christie']) w.join(name)
    const results = await Promise.all([w.sync(), w.sync()])
    expect(results.map(({ added }) => added).sort()).toEqual([0, 3])
    expect(await actions(w.control)).toHaveLength(5)
  })

  test('is for who may change the organisation', async () => {
    await using w = await directoryWorld()
    await using client = w.client()
    for (const role of [
      'profile-administrator',
      'help-desk',
      'legal-officer',
      'auditor',
      'person',
    ] as const) {
      const denied = syncDirectory(w.control, client, { actor: actorOf(role) })
      await expect(denied).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    await expect(lastSync(w.control, actorOf('help-desk'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })
})
