import { describe, expect, test } from 'vitest'
import {
  CHANGE_NOTIFICATIONS,
  changeSetting,
  listAlerts,
  readChangeNotifications,
  systemActor,
} from '../../src/index.ts'
import { actor, cloud } from '../rows.ts'
import { testControl } from '../test-control.ts'
import { NotificationWorld } from './notification-world.ts'

const DAY = 24 * 60
const none = { begun: 0, renewed: 0, ended: 0, failed: 0 }

const alerts = async ({ control }: NotificationWorld) =>
  (await listAlerts(control, systemActor('test'))).alerts.map(({ kind, details }) => [kind, details.code])

describe('subscriptions', () => {
  test('are begun for every OneDrive that is backed up, and for no other', async () => {
    await using world = await NotificationWorld.make()
    const { control, emulator } = world
    const adele = await world.person('adele')
    const lee = await world.person('lee')
    const alex = await world.person('alex')
    const set = async (id: string, fields: object) =>
      await control.sql.updateTable('onedrive').set(fields).where('id', '=', id).execute()
    await set(lee.onedriveId, { state: 'disabled', nextSlotAt: null })
    await set(alex.onedriveId, { driveId: null })
    expect(await world.renew()).toEqual({ ...none, begun: 1 })
    expect(await world.renew()).toEqual(none)
    const subscriptions = emulator.subscriptions.list()
    expect(subscriptions).toMatchObject([
      {
        resource: `/drives/${adele.user.drive?.id}/root`,
        notificationUrl: `${world.address}/api/v1/notifications/microsoft-365`,
        lifecycleNotificationUrl: `${world.address}/api/v1/notifications/microsoft-365`,
      },
    ])
    const rows = await control.sql.selectFrom('graphSubscription').selectAll().execute()
    expect(rows).toMatchObject([{ id: subscriptions[0]?.id, onedriveId: adele.onedriveId }])
    expect(JSON.stringify(rows)).not.toContain(subscriptions[0]?.clientState)
    const { value } = await readChangeNotifications(control, actor('auditor'))
    expect(value).toMatchObject({ enabled: true, watched: 1 })
  })

  test('are renewed when half of their life is over', async () => {
    await using world = await NotificationWorld.make()
    await world.person('adele')
    await world.renew()
    world.pass(3 * DAY)
    expect(await world.renew()).toEqual(none)
    world.pass(DAY / 2)
    expect(await world.renew()).toEqual({ ...none, renewed: 1 })
    world.pass(6 * DAY)
    expect(world.emulator.subscriptions.list()).toHaveLength(1)
  })

  test('that Microsoft has ended, or that watch something else, are replaced', async () => {
    await using world = await NotificationWorld.make()
    const { control, emulator } = world
    const adele = await world.person('adele')
    await world.renew()
    world.pass(8 * DAY)
    expect(await world.renew()).toEqual({ ...none, begun: 1 })
    const other = emulator.tenant.addUser({ displayName: 'New', userPrincipalName: 'new@contoso.com' })
    await control.sql
      .updateTable('onedrive')
      .set({ driveId: other.drive!.id })
      .where('id', '=', adele.onedriveId)
      .execute()
    expect(await world.renew()).toEqual({ ...none, begun: 1 })
    expect(emulator.subscriptions.list()).toMatchObject([{ driveId: other.drive!.id }])
    await world.set({ enabled: true, publicUrl: `${world.address}/below/` })
    expect(await world.renew()).toEqual({ ...none, begun: 1 })
    expect(emulator.subscriptions.list()).toMatchObject([
      { notificationUrl: `${world.address}/below/api/v1/notifications/microsoft-365` },
    ])
  })

  test('of another application are left to end, and begun anew', async () => {
    await using world = await NotificationWorld.make()
    await world.person('adele')
    await world.renew()
    world.app = world.emulator.registerApp()
    world.pass(4 * DAY)
    expect(await world.renew()).toEqual({ ...none, begun: 1 })
    expect(world.emulator.subscriptions.list()).toHaveLength(2)
  })

  test('are all ended when notifications are switched off', async () => {
    await using world = await NotificationWorld.make()
    await world.person('adele')
    const lee = await world.person('lee')
    await world.renew()
    await world.control.sql
      .updateTable('onedrive')
      .set({ state: 'disabled' })
      .where('id', '=', lee.onedriveId)
      .execute()
    expect(await world.renew()).toEqual({ ...none, ended: 1 })
    await world.set({ enabled: false })
    expect(await world.renew()).toEqual({ ...none, ended: 1 })
    expect(world.emulator.subscriptions.list()).toEqual([])
    expect(await world.renew()).toEqual(none)
  })

  test('that Microsoft refuses are told by an alert, until it takes them', async () => {
    await using world = await NotificationWorld.make()
    for (const name of ['adele', 'lee', 'alex', 'nestor', 'megan']) await world.person(name)
    world.answers = false
    expect(await world.renew()).toEqual({ ...none, failed: 3 })
    expect(await alerts(world)).toEqual([['change-notifications-failing', 'HF_GRAPH_REFUSED']])
    world.answers = true
    world.app = world.emulator.registerApp({ roles: ['Files.Read.All'] })
    expect(await world.renew()).toEqual({ ...none, failed: 3 })
    expect(await alerts(world)).toEqual([['change-notifications-failing', 'HF_ACCESS_DENIED']])
    world.app = undefined
    expect(await world.renew()).toEqual({ ...none, begun: 5 })
    expect(await alerts(world)).toEqual([])
  })

  test('of one drive that fails do not hold up the others', async () => {
    await using world = await NotificationWorld.make()
    const adele = await world.person('adele')
    for (const name of ['lee', 'alex', 'nestor']) await world.person(name)
    await world.control.sql
      .updateTable('onedrive')
      .set({ driveId: 'b!gone' })
      .where('id', '=', adele.onedriveId)
      .execute()
    expect(await world.renew()).toEqual({ ...none, begun: 3, failed: 1 })
  })
})

describe('the settings', () => {
  test.each([
    ['no address', { enabled: true }],
    ['plain HTTP', { enabled: true, publicUrl: 'http://backup.contoso.com' }],
    ['a query', { enabled: true, publicUrl: 'https://backup.contoso.com/?a=b' }],
    ['a password', { enabled: true, publicUrl: 'https://a:b@backup.contoso.com/' }],
    ['too many backups', { minutesBetweenBackups: 1 }],
  ])('do not take %s', async (_, input) => {
    await using control = await testControl()
    await expect(changeSetting(control, cloud, CHANGE_NOTIFICATIONS, input, 0)).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
  })

  test('are off until they are changed, and read by who may', async () => {
    await using control = await testControl()
    const { value } = await readChangeNotifications(control, cloud)
    expect(value).toEqual({ enabled: false, publicUrl: null, minutesBetweenBackups: 15, watched: 0 })
    await expect(readChangeNotifications(control, actor('help-desk'))).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
  })
})
