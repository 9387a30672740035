import { systemClock } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  changeSetting,
  createProfile,
  JobQueue,
  licence,
  newId,
  now,
  planNextSlots,
  queueDueBackups,
  type Row,
} from '../../src/index.ts'
import { JobWorld } from '../jobs/job-world.ts'
import { addOnedrive, addPerson, cloud } from '../rows.ts'
import { type TestControl, testControl } from '../test-control.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Queueing extends AsyncDisposable {
  readonly control: TestControl
  readonly queue: JobQueue
  drive(firstStartedAt?: Date | null): Promise<string>
  jobs(): Promise<Row<'job'>[]>
}

async function queueing(): Promise<Queueing> {
  const control = await testControl()
  const queue = await JobQueue.start(control)
  const profile = await createProfile(control, cloud, {
    name: newId(control),
    settings: { backup: { frequency: 'daily' } },
  })
  return {
    control,
    queue,
    drive: async (firstStartedAt = null) =>
      addOnedrive(control, await addPerson(control, profile.id), { firstStartedAt }),
    jobs: async () => await control.sql.selectFrom('job').selectAll().orderBy('createdAt').execute(),
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]()
      await control[Symbol.asyncDispose]()
    },
  }
}

describe('due backups', () => {
  test('are queued once, and the drive moves on to its next slot', async () => {
    await using world = await queueing()
    const { control, queue } = world
    const drive = await world.drive()
    await planNextSlots(control)
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(1)
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(0)
    const [job, ...more] = await world.jobs()
    expect(more).toEqual([])
    expect(job).toMatchObject({ onedriveId: drive, state: 'queued', requestedBy: 'scheduler' })
    const { nextSlotAt } = await control.sql
      .selectFrom('onedrive')
      .select('nextSlotAt')
      .executeTakeFirstOrThrow()
    expect(nextSlotAt?.getTime()).toBeGreaterThan(control.clock.now())
  })

  test('wait in the queue only as many as it should hold: the rest stays due', async () => {
    await using world = await queueing()
    const { control, queue } = world
    for (let i = 0; i < 5; i++) await world.drive()
    await planNextSlots(control)
    expect(await queueDueBackups(control, queue, 2)).toEqual({ queued: 2, isFull: true })
    expect(await queueDueBackups(control, queue, 2)).toEqual({ queued: 0, isFull: true })
    await control.sql
      .updateTable('job')
      .set({ state: 'succeeded', endedAt: now(control) })
      .execute()
    expect((await queueDueBackups(control, queue, 4)).queued).toBe(3)
  })

  test('that were missed for days are caught up once', async () => {
    await using world = await queueing()
    const { control, queue } = world
    await world.drive(new Date(control.clock.now() - DAY))
    await planNextSlots(control)
    control.clock.advance(5 * DAY)
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(1)
    await control.sql
      .updateTable('job')
      .set({ state: 'succeeded', endedAt: now(control) })
      .execute()
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(0)
  })

  test('for a slot that was filled already are not queued again, and do not stay due', async () => {
    await using world = await queueing()
    const { control, queue } = world
    await world.drive()
    await planNextSlots(control)
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(1)
    const [job] = await world.jobs()
    await control.sql
      .updateTable('job')
      .set({ state: 'succeeded', endedAt: now(control) })
      .execute()
    // As after a crash between the job's end and what it changed.
    await control.sql
      .updateTable('onedrive')
      .set({ nextSlotAt: job?.slotAt ?? null })
      .execute()
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(0)
    expect((await world.jobs()).length).toBe(1)
    const onedrive = await control.sql.selectFrom('onedrive').selectAll().executeTakeFirstOrThrow()
    expect(onedrive.nextSlotAt?.getTime()).toBeGreaterThan(control.clock.now())
  })
})

describe('a queued backup', () => {
  test('whose blackout has begun meanwhile is put off, and due again when it is over', async () => {
    await using world = await JobWorld.make()
    const { control, queue } = world
    const { onedriveId } = await world.person('adele')
    await planNextSlots(control)
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(1)
    const [job] = await control.sql.selectFrom('job').selectAll().execute()
    const hour = new Date(control.clock.now()).getUTCHours()
    const time = (at: number): string => `${String((at + 24) % 24).padStart(2, '0')}:00`
    const { settings } = await control.sql.selectFrom('profile').select('settings').executeTakeFirstOrThrow()
    const blackout = { from: time(hour - 1), to: time(hour + 2), days: [] }
    await control.sql
      .updateTable('profile')
      .set({ settings: JSON.stringify({ ...settings, backup: { ...settings.backup, blackout } }) })
      .execute()
    await world.work()
    const onedrive = async () =>
      await control.sql
        .selectFrom('onedrive')
        .selectAll()
        .where('id', '=', onedriveId)
        .executeTakeFirstOrThrow()
    while ((await control.sql.selectFrom('job').select('id').execute()).length > 0)
      await systemClock.sleep(20)
    expect((await onedrive()).nextSlotAt).toEqual(job?.slotAt)
    expect((await onedrive()).lastStatus).toBe('never')
    expect(world.emulator.meter.requests).toBe(0)
  })

  test('beyond the licences is refused, and those who have one go on', async () => {
    await using world = await JobWorld.make()
    const { control, queue } = world
    const first = await world.person('adele')
    await control.sql
      .updateTable('onedrive')
      .set({ firstStartedAt: now(control) })
      .execute()
    const second = await world.person('bob')
    await changeSetting(control, cloud, licence, { seats: 1 }, 0)
    await planNextSlots(control)
    await control.sql
      .updateTable('onedrive')
      .set({ nextSlotAt: now(control) })
      .execute()
    expect((await queueDueBackups(control, queue, 10)).queued).toBe(2)
    const jobs = await control.sql.selectFrom('job').selectAll().execute()
    await world.work()
    const endOf = async (onedriveId: string) =>
      await world.ended(jobs.find((job) => job.onedriveId === onedriveId)?.id ?? '')
    expect(await endOf(first.onedriveId)).toMatchObject({ state: 'succeeded' })
    expect(await endOf(second.onedriveId)).toMatchObject({ state: 'failed', errorCode: 'HF_NO_LICENCE' })
  })
})
