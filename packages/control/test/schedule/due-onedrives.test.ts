import { describe, expect, test } from 'vitest'
import {
  changeProfile,
  createProfile,
  dueOnedrives,
  newId,
  nextSlot,
  type Profile,
  planNewDrives,
  planNextSlots,
  type ScheduleSettings,
  slotAt,
} from '../../src/index.ts'
import { addJob, addOnedrive, addPerson, cloud } from '../rows.ts'
import { type TestControl, testControl } from '../test-control.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

async function profileOf(control: TestControl, backup: Partial<ScheduleSettings> = {}): Promise<Profile> {
  return createProfile(control, cloud, { name: newId(control), settings: { backup } })
}

async function driveIn(
  control: TestControl,
  { id }: Profile,
  fields: Parameters<typeof addOnedrive>[2] = {},
) {
  const firstStartedAt = ago(control, 30 * DAY)
  return addOnedrive(control, await addPerson(control, id), { firstStartedAt, ...fields })
}

function ago(control: TestControl, ms: number): Date {
  return new Date(control.clock.now() - ms)
}

describe('due drives', () => {
  test('are those whose slot has come; the latest slot stands for all that were missed', async () => {
    await using control = await testControl()
    const profile = await profileOf(control, { frequency: 'daily' })
    const due = await driveIn(control, profile, { nextSlotAt: ago(control, 5 * DAY) })
    await driveIn(control, profile, { nextSlotAt: ago(control, -1) })
    await driveIn(control, profile)
    const [found, ...more] = await dueOnedrives(control, 10)
    expect(more).toEqual([])
    const { backup } = profile.settings
    expect(found).toMatchObject({
      onedriveId: due,
      profileId: profile.id,
      slotAt: slotAt(backup, due, ago(control, 0)),
      nextSlotAt: nextSlot(backup, due, ago(control, 0)),
    })
    expect((found?.nextSlotAt.getTime() ?? 0) - (found?.slotAt.getTime() ?? 0)).toBe(DAY)
  })

  test('come in order of what they missed of their own interval', async () => {
    await using control = await testControl()
    const [weekly, daily, hourly] = [
      await profileOf(control, { frequency: 'weekly' }),
      await profileOf(control, { frequency: 'daily' }),
      await profileOf(control, { frequency: 'hourly' }),
    ]
    const half = await driveIn(control, weekly, { nextSlotAt: ago(control, 3.5 * DAY) })
    const twice = await driveIn(control, hourly, { nextSlotAt: ago(control, 2 * HOUR) })
    const tenth = await driveIn(control, daily, { nextSlotAt: ago(control, 2.4 * HOUR) })
    const once = await driveIn(control, daily, { nextSlotAt: ago(control, 24 * HOUR) })
    const order = (await dueOnedrives(control, 10)).map(({ onedriveId }) => onedriveId)
    expect(order).toEqual([twice, once, half, tenth])
    expect((await dueOnedrives(control, 2)).map(({ onedriveId }) => onedriveId)).toEqual([twice, once])
  })

  test('are not those that are off, not active, busy, or in a blackout', async () => {
    await using control = await testControl()
    const profile = await profileOf(control)
    const nextSlotAt = ago(control, HOUR)
    await driveIn(control, profile, { nextSlotAt, state: 'disabled' })
    await driveIn(control, profile, { nextSlotAt, state: 'deleted' })
    for (const state of ['preserved', 'deleted'] as const) {
      await addOnedrive(control, await addPerson(control, profile.id, { state }), { nextSlotAt })
    }
    for (const state of ['queued', 'running'] as const) {
      await addJob(control, await driveIn(control, profile, { nextSlotAt }), { state })
    }
    const black = await profileOf(control, { blackout: { from: '08:00', to: '10:00', days: [] } })
    const waiting = await driveIn(control, black, { nextSlotAt })
    const off = await createProfile(control, cloud, { name: 'Off', settings: { backup: { enabled: false } } })
    await driveIn(control, off, { nextSlotAt })
    expect(await dueOnedrives(control, 10)).toEqual([])
    const busy = await driveIn(control, profile, { nextSlotAt })
    await addJob(control, busy, { state: 'running', kind: 'restore' })
    await addJob(control, busy, { state: 'failed' })
    expect((await dueOnedrives(control, 10)).map(({ onedriveId }) => onedriveId)).toEqual([busy])
    control.clock.advance(HOUR)
    expect((await dueOnedrives(control, 10)).map(({ onedriveId }) => onedriveId)).toContain(waiting)
  })

  test('have a slot of their own also right after their schedule became a rarer one', async () => {
    await using control = await testControl()
    const profile = await profileOf(control, { frequency: 'weekly' })
    const planned = ago(control, 1_000)
    await driveIn(control, profile, { nextSlotAt: planned })
    const [found] = await dueOnedrives(control, 1)
    expect(found?.slotAt).toEqual(planned)
  })
})

describe('planning', () => {
  test('makes a drive that was never backed up due at once', async () => {
    await using control = await testControl()
    const drive = await driveIn(control, await profileOf(control), { firstStartedAt: null })
    await planNextSlots(control)
    expect((await dueOnedrives(control, 10)).map(({ onedriveId }) => onedriveId)).toEqual([drive])
  })

  const slots = async (control: TestControl) =>
    new Map(
      (await control.sql.selectFrom('onedrive').select(['id', 'nextSlotAt']).execute()).map(
        ({ id, nextSlotAt }) => [id, nextSlotAt] as const,
      ),
    )

  test('gives new drives their next slot, more than a batch of them, and then has nothing to do', async () => {
    await using control = await testControl()
    const profile = await profileOf(control)
    for (let n = 0; n < 1_100; n++) await driveIn(control, profile)
    expect(await planNextSlots(control)).toEqual({ planned: 1_100, cleared: 0 })
    for (const [id, slot] of await slots(control)) {
      expect(slot).toEqual(nextSlot(profile.settings.backup, id, ago(control, 0)))
    }
    expect(await planNextSlots(control)).toEqual({ planned: 0, cleared: 0 })
  })

  test('can be asked for new drives alone, and then lets a change of the profile wait', async () => {
    await using control = await testControl()
    const [from, to] = [await profileOf(control), await profileOf(control, { frequency: 'every-10-minutes' })]
    const moved = await driveIn(control, from)
    expect(await planNewDrives(control)).toBe(1)
    const before = (await slots(control)).get(moved)
    await control.sql.updateTable('person').set({ profileId: to.id }).execute()
    const fresh = await driveIn(control, from)
    const off = await driveIn(control, from)
    await control.sql.updateTable('onedrive').set({ state: 'disabled' }).where('id', '=', off).execute()
    expect(await planNewDrives(control)).toBe(1)
    const after = await slots(control)
    expect(after.get(moved)).toEqual(before)
    expect(after.get(fresh)).toEqual(nextSlot(from.settings.backup, fresh, ago(control, 0)))
    expect(after.get(off)).toBeNull()
  })

  test('follows a change of the profile, at least an interval after the last run, and leaves what is due', async () => {
    await using control = await testControl()
    const profile = await profileOf(control, { frequency: 'twice-a-day' })
    const [ran, fresh, due] = [
      await driveIn(control, profile),
      await driveIn(control, profile),
      await driveIn(control, profile),
    ]
    await planNextSlots(control)
    const lastSlot = slotAt(profile.settings.backup, ran, ago(control, 0))
    await addJob(control, ran, { slotAt: lastSlot })
    await control.sql
      .updateTable('onedrive')
      .set({ nextSlotAt: ago(control, 60_000) })
      .where('id', '=', due)
      .execute()
    const changed = await changeProfile(control, cloud, profile.id, {
      version: profile.version,
      settings: { backup: { frequency: 'three-times-a-day' } },
    })
    expect(await planNextSlots(control)).toEqual({ planned: 3, cleared: 0 })
    const after = await slots(control)
    expect((after.get(ran)?.getTime() ?? 0) - lastSlot.getTime()).toBeGreaterThanOrEqual(8 * HOUR)
    expect(after.get(fresh)).toEqual(nextSlot(changed.settings.backup, fresh, ago(control, 0)))
    expect(after.get(due)).toEqual(ago(control, 60_000))
    expect(await planNextSlots(control)).toEqual({ planned: 0, cleared: 0 })
  })

  test('follows a person into another profile, and lets be when only other settings change', async () => {
    await using control = await testControl()
    const [from, to] = [
      await profileOf(control, { frequency: 'weekly' }),
      await profileOf(control, { frequency: 'every-10-minutes' }),
    ]
    const drive = await driveIn(control, from)
    await planNextSlots(control)
    await changeProfile(control, cloud, from.id, {
      version: 1,
      settings: { privacy: { adminAccess: false } },
    })
    expect(await planNextSlots(control)).toEqual({ planned: 0, cleared: 0 })
    await control.sql.updateTable('person').set({ profileId: to.id }).execute()
    expect(await planNextSlots(control)).toEqual({ planned: 1, cleared: 0 })
    expect((await slots(control)).get(drive)).toEqual(nextSlot(to.settings.backup, drive, ago(control, 0)))
  })

  test('takes the slot from what is not to be backed up, so that it does not come back overdue', async () => {
    await using control = await testControl()
    const profile = await profileOf(control)
    const [disabled, preserved, stays] = [
      await driveIn(control, profile),
      await driveIn(control, profile),
      await driveIn(control, profile),
    ]
    await planNextSlots(control)
    await control.sql.updateTable('onedrive').set({ state: 'disabled' }).where('id', '=', disabled).execute()
    await control.sql
      .updateTable('person')
      .set({ state: 'preserved' })
      .where(({ selectFrom }) =>
        selectFrom('onedrive')
          .whereRef('onedrive.personId', '=', 'person.id')
          .where('onedrive.id', '=', preserved)
          .select(({ lit }) => lit(true).as('it')),
      )
      .execute()
    expect(await planNextSlots(control)).toEqual({ planned: 0, cleared: 2 })
    const after = await slots(control)
    expect([after.get(disabled), after.get(preserved)]).toEqual([null, null])
    expect(after.get(stays)).toBeInstanceOf(Date)
    const off = await changeProfile(control, cloud, profile.id, {
      version: 1,
      settings: { backup: { enabled: false } },
    })
    expect(await planNextSlots(control)).toEqual({ planned: 0, cleared: 1 })
    await changeProfile(control, cloud, profile.id, {
      version: off.version,
      settings: { backup: { enabled: true } },
    })
    control.clock.advance(30 * DAY)
    expect(await planNextSlots(control)).toEqual({ planned: 1, cleared: 0 })
    expect(await dueOnedrives(control, 10)).toEqual([])
  })
})
