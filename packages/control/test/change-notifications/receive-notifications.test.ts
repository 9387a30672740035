import { describe, expect, test } from 'vitest'
import { dueOnedrives, receiveNotifications, validationEcho } from '../../src/index.ts'
import { addJob } from '../rows.ts'
import { NotificationWorld } from './notification-world.ts'

const DAY = 24 * 60

/** As Microsoft posts it, for the only subscription there is. */
function told({ emulator }: NotificationWorld, fields: object = {}) {
  const [subscription] = emulator.subscriptions.list()
  return { value: [{ subscriptionId: subscription!.id, clientState: subscription!.clientState, ...fields }] }
}

describe('a change', () => {
  test('makes the OneDrive due in a minute, like every backup of the schedule', async () => {
    await using world = await NotificationWorld.make()
    const { control } = world
    const adele = await world.person('adele')
    await world.person('lee')
    await world.renew()
    await world.change(adele)
    await world.calls(1)
    expect(world.received).toEqual([{ accepted: 1, ignored: 0, dueSoon: 1 }])
    expect(await world.nextSlot(adele)).toEqual(world.in(1))
    expect(await dueOnedrives(control, 10)).toEqual([])
    world.pass(1)
    expect(await dueOnedrives(control, 10)).toMatchObject([
      { onedriveId: adele.onedriveId, slotAt: world.in(0) },
    ])
  })

  test('that comes twice, or again before the backup, makes it due once', async () => {
    await using world = await NotificationWorld.make()
    world.emulator.faults.quirk('webhook-duplicate')
    const adele = await world.person('adele')
    await world.renew()
    await world.change(adele)
    await world.calls(2)
    const due = await world.nextSlot(adele)
    world.pass(0.5)
    await world.change(adele)
    await world.calls(4)
    expect(await world.nextSlot(adele)).toEqual(due)
  })

  test('soon after a backup waits until the minutes between two have passed', async () => {
    await using world = await NotificationWorld.make()
    const { control } = world
    const adele = await world.person('adele')
    await world.renew()
    await addJob(control, adele.onedriveId, { createdAt: world.in(-60), startedAt: world.in(-5) })
    await world.change(adele)
    await world.calls(1)
    expect(await world.nextSlot(adele)).toEqual(world.in(10))
  })

  test('while a backup waits in the queue is left to it, and while one runs to the next', async () => {
    await using world = await NotificationWorld.make()
    const { control } = world
    const adele = await world.person('adele')
    await world.renew()
    await addJob(control, adele.onedriveId, { state: 'queued' })
    const before = await world.nextSlot(adele)
    await world.change(adele)
    await world.calls(1)
    expect(await world.nextSlot(adele)).toEqual(before)
    await control.sql
      .updateTable('job')
      .set({ state: 'running', startedAt: world.in(-30) })
      .execute()
    await world.change(adele)
    await world.calls(2)
    expect(await world.nextSlot(adele)).toEqual(world.in(1))
    world.pass(1)
    expect(await dueOnedrives(control, 10)).toEqual([])
    await control.sql.updateTable('job').set({ state: 'succeeded' }).execute()
    expect(await dueOnedrives(control, 10)).toHaveLength(1)
  })

  test('during a blackout is backed up when it is over', async () => {
    // It is nine o'clock.
    const blackout = { from: '08:00', to: '10:00', days: [] }
    await using world = await NotificationWorld.make({ frequency: 'daily', blackout, timeZone: 'UTC' })
    const { control } = world
    const adele = await world.person('adele')
    await world.renew()
    await world.change(adele)
    await world.calls(1)
    world.pass(59)
    expect(await dueOnedrives(control, 10)).toEqual([])
    world.pass(1)
    expect(await dueOnedrives(control, 10)).toMatchObject([{ onedriveId: adele.onedriveId }])
  })

  test('that is never told waits for the schedule', async () => {
    await using world = await NotificationWorld.make()
    world.emulator.faults.quirk('webhook-lost')
    const adele = await world.person('adele')
    await world.renew()
    await world.change(adele)
    world.pass(DAY)
    expect(await dueOnedrives(world.control, 10)).toMatchObject([{ onedriveId: adele.onedriveId }])
    expect(world.received).toEqual([])
  })

  test('of a OneDrive that was switched off meanwhile changes nothing', async () => {
    await using world = await NotificationWorld.make()
    const adele = await world.person('adele')
    await world.renew()
    await world.control.sql.updateTable('onedrive').set({ state: 'disabled', nextSlotAt: null }).execute()
    expect(await receiveNotifications(world.control, told(world))).toEqual({
      accepted: 1,
      ignored: 0,
      dueSoon: 0,
    })
    expect(await world.nextSlot(adele)).toBe(null)
  })
})

describe('what is not proved to be Microsoft’s', () => {
  test.each([
    ['another secret', { clientState: 'guessed' }],
    ['no secret', { clientState: null }],
    ['an unknown subscription', { subscriptionId: 'unknown' }],
    [
      'another secret and a lifecycle event',
      { clientState: 'guessed', lifecycleEvent: 'subscriptionRemoved' },
    ],
  ])('changes nothing: %s', async (_, fields) => {
    await using world = await NotificationWorld.make()
    const adele = await world.person('adele')
    await world.renew()
    const before = await world.nextSlot(adele)
    expect(await receiveNotifications(world.control, told(world, fields))).toEqual({
      accepted: 0,
      ignored: 1,
      dueSoon: 0,
    })
    expect(await world.nextSlot(adele)).toEqual(before)
    expect(await world.control.sql.selectFrom('graphSubscription').select('id').execute()).toHaveLength(1)
  })

  test.each([[null], [{}], [{ value: [{}] }], [{ value: Array(1_001).fill({ subscriptionId: 'a' }) }]])(
    'is refused where it has another form',
    async (body) => {
      await using world = await NotificationWorld.make()
      await expect(receiveNotifications(world.control, body as never)).rejects.toMatchObject({
        code: 'HF_INVALID',
      })
    },
  )
})

describe('what Microsoft tells of a subscription', () => {
  test('that it is to be authorised again, has it renewed', async () => {
    await using world = await NotificationWorld.make()
    const adele = await world.person('adele')
    await world.renew()
    await world.control.sql
      .updateTable('graphSubscription')
      .set({ renewAt: world.in(30 * DAY) })
      .execute()
    const before = await world.nextSlot(adele)
    world.pass(7 * DAY - 30)
    await world.calls(1)
    expect(world.received).toEqual([{ accepted: 1, ignored: 0, dueSoon: 0 }])
    expect(await world.nextSlot(adele)).toEqual(before)
    expect(await world.renew()).toMatchObject({ renewed: 1 })
    world.pass(DAY)
    expect(world.emulator.subscriptions.list()).toHaveLength(1)
  })

  test('that notifications were missed, makes the OneDrive due', async () => {
    await using world = await NotificationWorld.make()
    const adele = await world.person('adele')
    await world.renew()
    await receiveNotifications(world.control, told(world, { lifecycleEvent: 'missed' }))
    expect(await world.nextSlot(adele)).toEqual(world.in(1))
  })

  test('that it was removed, makes the OneDrive due and has another one begun', async () => {
    await using world = await NotificationWorld.make()
    const adele = await world.person('adele')
    await world.renew()
    await receiveNotifications(world.control, told(world, { lifecycleEvent: 'subscriptionRemoved' }))
    expect(await world.nextSlot(adele)).toEqual(world.in(1))
    expect(await world.renew()).toMatchObject({ begun: 1 })
  })
})

test('the answer to the question whether notifications are wanted holds nothing that a browser would run', () => {
  expect(validationEcho('Validation: a-1')).toBe('Validation: a-1')
  expect(validationEcho('<script>"&\'')).toBe('&lt;script&gt;&quot;&amp;&#39;')
})
