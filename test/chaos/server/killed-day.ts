import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom, systemClock } from '@holdfast/base'
import { type ControlPlace, ControlWorld } from '../../../bench/src/control/control-world.ts'
import { RemoteEmulator } from '../../../bench/src/world.ts'
import type { ServerOrder } from './day-job.ts'
import { lossesOf } from './look-after-day.ts'

export interface KilledDayOptions {
  readonly kills: number
  readonly people: number
  readonly seed: number
  readonly onKill?: (count: number) => void
}

export interface KilledDay {
  readonly kills: number
  readonly jobs: number
  readonly snapshots: number
  /** What was lost, doubled or left stuck; nothing should be. */
  readonly losses: readonly string[]
}

/** Real seconds between two kills, on the average; a start takes a part of it. */
const BETWEEN = 5
const DAY = 86_400_000

/**
 * A server lives through a day at three backups a day, and is killed again and again at random. Then it is left alone until
 * it has caught up, and everything is looked through.
 */
export async function killedDay({ kills, people, seed, onKill }: KilledDayOptions): Promise<KilledDay> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-killed-day-'))
  const random = seededRandom(seed)
  try {
    await using emulator = await RemoteEmulator.start()
    const drives = await emulator.people(people, 3)
    const { baseUrl, token } = emulator
    const place: ControlPlace = { folder, baseUrl, token, licences: people }
    // The day lasts as long as the kills do.
    const since = systemClock.now()
    const clock = { speed: DAY / (kills * BETWEEN * 1_000), since, start: since }
    for (let count = 1; count <= kills; count++) {
      const server = await startServer({ place, clock })
      await systemClock.sleep(random.fraction() * 2 * 1_000 * BETWEEN * 0.6)
      const drive = drives[Math.floor(random.fraction() * drives.length)]
      if (drive !== undefined) await emulator.change(drive, 1)
      server.kill('SIGKILL')
      await once(server, 'exit')
      onKill?.(count)
    }
    await catchUp({ place, clock })
    await using world = await ControlWorld.open(place)
    return { kills, ...(await lossesOf(world)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function startServer(order: ServerOrder): Promise<ChildProcess> {
  const server = fork(new URL('./day-job.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  server.send(order)
  const [message] = await Promise.race([once(server, 'message'), once(server, 'exit')])
  if (message !== 'begun') throw new Error(`the server ended with ${String(message)} before it had begun`)
  return server
}

/** Until nothing is due, queued or running: a day that was begun with many deaths is worked off. */
async function catchUp(order: ServerOrder): Promise<void> {
  // Time goes on as it does outside from now on: what is due stays the same.
  const start = order.clock.start + (systemClock.now() - order.clock.since) * order.clock.speed
  const clock = { speed: 1, since: systemClock.now(), start }
  // Each stop gives jobs under way back, to be tried a while later: a slow machine is left alone longer and longer.
  for (let seconds = 12; seconds < 120; seconds *= 2) {
    const server = await startServer({ ...order, clock })
    await systemClock.sleep(seconds * 1_000)
    server.kill('SIGTERM')
    await once(server, 'exit')
    await using world = await ControlWorld.open(order.place)
    const { open, due } = await openWork(world, start)
    if (open + due === 0) return
  }
}

async function openWork(
  { control: { sql } }: ControlWorld,
  now: number,
): Promise<{ open: number; due: number }> {
  const jobs = await sql.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()
  const drives = await sql
    .selectFrom('onedrive')
    .select('id')
    .where((row) => row.or([row('nextSlotAt', 'is', null), row('nextSlotAt', '<=', new Date(now))]))
    .execute()
  return { open: jobs.length, due: drives.length }
}
