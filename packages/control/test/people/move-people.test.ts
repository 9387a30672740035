import { expect, test } from 'vitest'
import { deletePeople, movePeople, readPerson } from '../../src/index.ts'
import { testControl } from '../test-control.ts'
import { actions, actorOf, add, addProfile, administrator, SWITCHED_OFF } from './world.ts'

test('many come into a profile for good, from wherever they were, and their OneDrives follow its switch', async () => {
  await using control = await testControl()
  await addProfile(control)
  const sales = await addProfile(control, 'Sales')
  const off = await addProfile(control, 'Off', { settings: SWITCHED_OFF })
  const [adele, bob, cy] = [
    await add(control, 'Adele'),
    await add(control, 'Bob', sales),
    await add(control, 'Cy', off),
  ]
  expect(await movePeople(control, administrator, { people: [adele, bob, cy], profileId: off })).toBe(2)
  for (const id of [adele, bob, cy]) {
    expect(await readPerson(control, administrator, id)).toMatchObject({
      profileName: 'Off',
      profileFixed: true,
      onedrive: { state: 'disabled' },
    })
  }
  expect((await actions(control)).filter((action) => action === 'person.changed')).toHaveLength(2)
})

test('all of them or none: a full profile, a deleted person, a profile out of reach', async () => {
  await using control = await testControl()
  const first = await addProfile(control)
  const small = await addProfile(control, 'Small', { maxPeople: 1 })
  const [adele, bob] = [await add(control, 'Adele'), await add(control, 'Bob')]
  const move = (people: string[], profileId: string, as = administrator) =>
    movePeople(control, as, { people, profileId })
  await expect(move([adele, bob], small)).rejects.toMatchObject({ code: 'HF_PROFILE_FULL' })
  const limited = actorOf('profile-administrator', { profiles: [first] })
  await expect(move([adele], small, limited)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  await deletePeople(control, administrator, { people: [bob], reason: 'has left the company' })
  await expect(move([adele, bob], first)).rejects.toMatchObject({ code: 'HF_PERSON_STATE' })
  await expect(move([adele], first, actorOf('help-desk'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  expect(await readPerson(control, administrator, adele)).toMatchObject({
    profileId: first,
    profileFixed: false,
  })
})
