import { systemClock } from '@holdfast/base'
import { type VaultKeys, VaultStore } from '@holdfast/control'
import { backupDrive } from '@holdfast/engine'
import type { MasterKey } from '@holdfast/repository'
import { CONCURRENCY, type ControlPlace, ControlWorld } from './control-world.ts'

export interface DayReport {
  readonly people: number
  /** Jobs of the day itself, without the first backups. */
  readonly jobs: number
  readonly failed: number
  /** Simulated seconds in one real second. */
  readonly speed: number
  /** Begin of a job after its slot, as a part of the interval: half of the jobs, 99 of 100, and all began sooner. */
  readonly late: { readonly half: number; readonly p99: number; readonly most: number }
  /** Milliseconds of CPU a job: of everything, of the same backups without a control plane, and of first backups. */
  readonly cpu: { readonly day: number; readonly engine: number; readonly first: number }
  /** Request units of the day, and what the budget grants. */
  readonly units: number
  readonly unitsGranted: number
  readonly seconds: number
}

const DAY = 86_400_000
const INTERVAL = DAY / 3
/** Part of the machine that the day may take: the rest is room for the hours in which more is due. */
const LOAD = 0.7

/** Lets an organisation of tiny drives live through so many hours of a day, and tells what that took. */
export async function simulateDay(place: ControlPlace, people: number, hours: number): Promise<DayReport> {
  await using world = await ControlWorld.open(place)
  await world.begin()
  const beginning = systemClock.now()
  const first = await measured(() => firstBackups(world, people))
  await settled(world)
  const drives = await drivesOf(world, Math.min(people, 400))
  const engine = await measured(() => engineAlone(world, drives))
  // As fast as the machine can without falling behind: later backups take no more than first ones.
  const speed = Math.max(1, Math.min(600, ((DAY / 1_000) * LOAD) / (3 * first.cpu)))
  const units = world.client.meter.units
  world.clock.speed = speed
  const from = world.clock.now()
  const span = (DAY * hours) / 24
  const day = await measured(() => world.clock.sleep(span))
  world.clock.speed = 1
  const jobs = await jobsOf(world, new Date(from), new Date(from + span))
  const late = jobs.map(({ lateness }) => lateness / INTERVAL).sort((a, b) => a - b)
  return {
    people,
    jobs: jobs.length,
    failed: jobs.filter(({ state }) => state === 'failed').length,
    speed,
    late: { half: at(late, 0.5), p99: at(late, 0.99), most: late.at(-1) ?? 0 },
    cpu: {
      day: (day.cpu * 1_000) / jobs.length,
      engine: (engine.cpu * 1_000) / engine.value,
      first: (first.cpu * 1_000) / people,
    },
    units: world.client.meter.units - units,
    unitsGranted: world.client.budget.read().unitsPerDay,
    seconds: (systemClock.now() - beginning) / 1_000,
  }
}

/** The directory is read, and everybody is new: waits until each was backed up once. */
async function firstBackups(world: ControlWorld, people: number): Promise<void> {
  const { sql } = world.control
  let planned = false
  for (;;) {
    await systemClock.sleep(500)
    const { all, done } = await sql
      .selectFrom('onedrive')
      .select((row) => [
        row.fn.countAll<number>().as('all'),
        row.fn.count<number>('lastSuccessAt').as('done'),
      ])
      .executeTakeFirstOrThrow()
    if (done >= people) return
    if (all >= people && !planned) {
      planned = true
      // Time stands nearly still here: nobody should wait for the schedule's next look.
      world.clock.speed = 20
    }
  }
}

/** What came due while the first backups ran is done before the day begins: else the whole day is late by it. */
async function settled(world: ControlWorld): Promise<void> {
  world.clock.speed = 1
  for (;;) {
    const { waiting } = await world.control.sql
      .selectFrom('onedrive')
      .select((row) => row.fn.countAll<number>().as('waiting'))
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('onedrive.nextSlotAt', '<=', new Date(world.clock.now())),
          exists(
            selectFrom('job')
              .select('job.id')
              .whereRef('job.onedriveId', '=', 'onedrive.id')
              .where('job.state', 'in', ['queued', 'running']),
          ),
        ]),
      )
      .executeTakeFirstOrThrow()
    // At three backups a day somebody is always due.
    if (waiting <= CONCURRENCY) return
    world.wake('backups')
    await systemClock.sleep(500)
  }
}

/** Some drives, with the keys of their vaults: asking for them is a part of what the control plane costs. */
async function drivesOf({ control, vaults }: ControlWorld, count: number) {
  const rows = await control.sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .select(['onedrive.vaultId', 'onedrive.driveId', 'person.principalName', 'person.directoryId'])
    .limit(count)
    .execute()
  const drives = []
  for (const { vaultId, driveId, principalName, directoryId } of rows) {
    const { masterKey } = await vaults.open(vaultId ?? '', { reason: 'drill' })
    const ids = { vaultId: vaultId ?? '', driveId: driveId ?? '', directoryId: directoryId ?? '' }
    drives.push({ ...ids, principal: principalName, masterKey })
  }
  return drives
}

/** The backups alone, without anything around them. Gives their number. */
async function engineAlone(
  { control, client }: ControlWorld,
  drives: Awaited<ReturnType<typeof drivesOf>>,
): Promise<number> {
  const keys = new Map(drives.map(({ vaultId, masterKey }) => [vaultId, masterKey]))
  const vaults = new VaultStore(control, knownKeys(keys), systemClock)
  const left = [...drives]
  const lane = async (): Promise<void> => {
    for (let drive = left.pop(); drive; drive = left.pop()) {
      const { vaultId, driveId, directoryId, principal } = drive
      const repository = await vaults.open(vaultId, { reason: 'drill' })
      await client.findDrive(directoryId)
      await backupDrive({ source: client, driveId, principal, repository })
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
  return drives.length
}

function knownKeys(keys: ReadonlyMap<string, MasterKey>): VaultKeys {
  return {
    async masterKey({ id }) {
      const key = keys.get(id)
      if (key === undefined) throw new Error(`no key of ${id} is known`)
      return key
    },
    async destroy() {},
  }
}

async function jobsOf({ control }: ControlWorld, from: Date, to: Date) {
  const rows = await control.sql
    .selectFrom('job')
    .select(['slotAt', 'startedAt', 'state'])
    .where('kind', '=', 'backup')
    .where('slotAt', '>', from)
    .where('slotAt', '<=', to)
    .where('startedAt', 'is not', null)
    .execute()
  return rows.map(({ slotAt, startedAt, state }) => ({
    state,
    lateness: (startedAt?.getTime() ?? 0) - (slotAt?.getTime() ?? 0),
  }))
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; cpu: number; seconds: number }> {
  const start = systemClock.now()
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { value, cpu: (user + system) / 1e6, seconds: (systemClock.now() - start) / 1_000 }
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
