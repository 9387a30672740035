import { describe, expect, test } from 'vitest'
import {
  type Control,
  changeSetting,
  deleteOneDrives,
  disableOneDrives,
  FEATURE_EDITIONS,
  type Feature,
  isFeatureOpen,
  licence,
  licenceUse,
  preservePeople,
  requireFeature,
} from '../../src/index.ts'
import { actorOf, add, addProfile, administrator, beginBackup } from '../people/world.ts'
import { testControl } from '../test-control.ts'

const used = async (control: Control) => {
  const { active, preserved } = await licenceUse(control)
  return [active.used, preserved.used]
}

describe('seats', () => {
  test('are used from the first backup on, as long as there is one', async () => {
    await using control = await testControl()
    await addProfile(control)
    const people = [await add(control, 'Adele'), await add(control, 'Bob')]
    expect(await used(control)).toEqual([0, 0])
    for (const person of people) await beginBackup(control, person)
    expect(await used(control)).toEqual([2, 0])
    await disableOneDrives(control, administrator, { people })
    expect(await used(control)).toEqual([2, 0])
    await preservePeople(control, administrator, { people: people.slice(0, 1) })
    expect(await used(control)).toEqual([1, 1])
    await deleteOneDrives(control, administrator, { people, reason: 'does not want it' })
    expect(await used(control)).toEqual([0, 0])
  })

  test.each([
    [null, null, null, 0],
    [100, 105, 10, 5],
    [19, 19, 1, 0],
    [10_000, 10_100, 1_000, 100],
  ])('of %s let %s pass, and %s preserved', async (seats, free, preserved, buffer) => {
    await using control = await testControl()
    await changeSetting(control, administrator, licence, { seats }, 0)
    expect(await licenceUse(control)).toEqual({
      active: { used: 0, seats, state: 'within', free, buffer },
      preserved: { used: 0, seats: preserved, state: 'within', free: preserved },
    })
  })

  test('say when they are used up', async () => {
    await using control = await testControl()
    await addProfile(control)
    await changeSetting(control, administrator, licence, { seats: 20, preservedSeats: 0 }, 0)
    const states: string[] = []
    for (let i = 0; i < 22; i++) {
      await beginBackup(control, await add(control, `P${i}`))
      states.push((await licenceUse(control)).active.state)
    }
    expect(states.slice(19)).toEqual(['within', 'buffer', 'exceeded'])
    const { people } = {
      people: (await control.sql.selectFrom('person').select('id').limit(1).execute()).map(({ id }) => id),
    }
    await preservePeople(control, administrator, { people })
    expect((await licenceUse(control)).preserved).toEqual({ used: 1, seats: 0, state: 'exceeded', free: 0 })
  })

  test('are changed by who may change the organisation', async () => {
    await using control = await testControl()
    const changing = changeSetting(control, actorOf('profile-administrator'), licence, { seats: 1 }, 0)
    await expect(changing).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })
})

describe('editions', () => {
  const features = Object.keys(FEATURE_EDITIONS) as Feature[]

  test.each(features)(
    '%s is open by default, and closed where the licence names other editions',
    (feature) => {
      expect(isFeatureOpen(feature, { editions: null })).toBe(true)
      expect(() => requireFeature(feature, { editions: [] })).toThrow(
        expect.objectContaining({ code: 'HF_FEATURE_CLOSED' }),
      )
      for (const edition of FEATURE_EDITIONS[feature])
        expect(() => requireFeature(feature, { editions: [edition] })).not.toThrow()
    },
  )

  test('anomaly detection belongs to Security Posture and Observability', () => {
    expect(isFeatureOpen('anomaly-detection', { editions: ['Elite', 'Enterprise'] })).toBe(false)
    expect(isFeatureOpen('anomaly-detection', { editions: ['Security Posture and Observability'] })).toBe(
      true,
    )
  })
})
