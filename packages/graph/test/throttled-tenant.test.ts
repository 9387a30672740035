import { faultPresets } from '@holdfast/graph-emulator'
import { describe, expect, test } from 'vitest'
import type { GraphClient } from '../src/index.ts'
import { ThrottledWorld } from './throttled-world.ts'

const WAIT = 45_000

async function readAll(client: GraphClient, driveId: string, itemId: string): Promise<void> {
  for await (const _ of client.download(driveId, itemId)) {
    // Nobody wants the bytes.
  }
}

describe.each([429, 503] as const)('one answer %i', (status) => {
  describe.each(['seconds', 'date'] as const)('with a Retry-After in %s', (form) => {
    test.each(['items.delta', 'items.content', 'sharepoint.download'])(
      'F21 to one of twenty downloads and listings stops them all: no call in the window (%s)',
      async (route) => {
        await using world = await ThrottledWorld.start()
        const { budget, clock, emulator } = world
        const drive = world.drive('adele', 10)
        const start = clock.now()
        const until = start + WAIT
        const header = form === 'date' ? new Date(until).toUTCString() : WAIT / 1000
        emulator.faults.add({
          match: { route },
          when: { nth: 3 },
          action: faultPresets.throttled(header, status),
        })
        const arrived: number[] = []
        emulator.meter.onRequest = () => arrived.push(clock.now())
        await clock.run(
          Promise.all([
            ...drive.files.map((id) => readAll(world.backup, drive.id, id)),
            ...Array.from({ length: 10 }, () => Array.fromAsync(world.restore.delta(drive.id))),
          ]),
        )
        expect(world.backup.meter.throttled + world.restore.meter.throttled).toBe(1)
        expect(budget.letOut.filter(({ at, closedUntil }) => closedUntil > at)).toEqual([])
        expect(arrived.filter((at) => at > start && at < until)).toEqual([])
        // Each is done in the end; those of the twenty that were not yet sent came after the window.
        expect(arrived.filter((at) => at >= until).length).toBeGreaterThan(0)
        expect(emulator.meter.routes.get('items.delta')?.requests).toBeGreaterThanOrEqual(10)
      },
    )
  })
})

test('a first backup of a hundred drives in the smallest band is not turned away, uses its share, and lets a restore pass', async () => {
  const DRIVES = 100
  const FILES = 40
  await using world = await ThrottledWorld.start({ throttling: true })
  const { budget, clock, emulator } = world
  const drives = Array.from({ length: DRIVES }, (_, n) => world.drive(`person${n}`, FILES))
  const target = world.drive('target', 0)
  const start = clock.now()
  const queue = drives.values()
  let listed = 0
  const backUp = async (): Promise<void> => {
    for (const drive of queue) {
      for await (const page of world.backup.delta(drive.id)) listed += page.items.length
      await Promise.all(drive.files.map((id) => readAll(world.backup, drive.id, id)))
    }
  }
  let folders = 0
  const restored: { at: number; waited: number }[] = []
  const restore = async (from: number, until: number, every: number): Promise<void> => {
    await clock.sleep(from)
    while (clock.now() < start + until) {
      const asked = clock.now()
      await world.restore.createFolder(target.id, 'root', `restored ${++folders}`)
      restored.push({ at: clock.now() - start, waited: clock.now() - asked })
      await clock.sleep(every)
    }
  }
  await clock.run(
    Promise.all([
      ...Array.from({ length: 8 }, backUp),
      // One that keeps within its share of 192 units a minute, later three that take what they can get.
      restore(52_000, 172_000, 650),
      ...Array.from({ length: 3 }, () => restore(180_000, 240_000, 1)),
    ]),
  )
  const minutes = (clock.now() - start) / 60_000
  const { requests, units, throttled: turnedAway } = emulator.meter

  expect(listed).toBeGreaterThanOrEqual(DRIVES * FILES)
  expect(requests).toBeGreaterThan(DRIVES * FILES * 2)
  expect(turnedAway / requests).toBeLessThanOrEqual(0.001)
  expect(units / minutes).toBeGreaterThanOrEqual(0.9 * budget.read().unitsPerMinute)
  const modest = restored.filter(({ at }) => at < 175_000)
  expect(modest.length * 2).toBeGreaterThan(2 * 0.9 * 0.2 * 960)
  expect(Math.max(...modest.map(({ waited }) => waited))).toBeLessThan(1_000)
  const greedy = restored.filter(({ at }) => at >= 180_000 && at < 240_000)
  expect(greedy.length * 2).toBeGreaterThan(0.2 * 960)
})
