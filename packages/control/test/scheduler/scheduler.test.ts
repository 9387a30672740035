import { systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { Scheduler, SOON } from '../../src/index.ts'

/** Waits until something is so; the test's own time limit ends it when it never is. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await systemClock.sleep(1)
}

test('a duty is done at once, and again after its time', async () => {
  let times = 0
  const duty = { name: 'count', every: 1, run: async () => times++ }
  await using _ = Scheduler.start([duty], { clock: systemClock, onError: () => {} })
  await until(() => times >= 3)
})

test('a duty that fails is told of, done again, and holds up no other', async () => {
  const errors: unknown[] = []
  let others = 0
  await using _ = Scheduler.start(
    [
      { name: 'fails', every: 1, run: () => Promise.reject(new Error('no')) },
      { name: 'works', every: 1, run: async () => others++ },
    ],
    { clock: systemClock, onError: (duty, error) => errors.push(`${duty}: ${(error as Error).message}`) },
  )
  await until(() => errors.length >= 2 && others >= 2)
  expect(new Set(errors)).toEqual(new Set(['fails: no']))
})

test('a duty that is woken does not wait for its time, also when it is at work just then', async () => {
  let times = 0
  const begun = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const duty = {
    name: 'rare',
    every: 3_600_000,
    async run() {
      times++
      begun.resolve()
      if (times === 1) await go.promise
    },
  }
  await using scheduler = Scheduler.start([duty], { clock: systemClock, onError: () => {} })
  await begun.promise
  scheduler.wake('rare')
  go.resolve()
  await until(() => times === 2)
})

test('a duty that has more to do is done again within a second', async () => {
  let times = 0
  const waits: number[] = []
  const clock = {
    now: () => 0,
    async sleep(ms: number, signal?: AbortSignal) {
      waits.push(ms)
      if (waits.length === 2) await systemClock.sleep(3_600_000, signal)
    },
  }
  const duty = { name: 'much', every: 10_000, run: async () => (times++ === 0 ? SOON : undefined) }
  await using _ = Scheduler.start([duty], { clock, onError: () => {} })
  await until(() => waits.length === 2)
  expect(waits).toEqual([1_000, 10_000])
})

test('stopping waits for what is under way, and begins nothing more', async () => {
  let done = 0
  const begun = Promise.withResolvers<void>()
  const duty = {
    name: 'slow',
    every: 0,
    async run(signal: AbortSignal) {
      begun.resolve()
      await systemClock.sleep(3_600_000, signal).catch(() => {})
      done++
    },
  }
  const scheduler = Scheduler.start([duty], { clock: systemClock, onError: () => {} })
  await begun.promise
  await scheduler[Symbol.asyncDispose]()
  expect(done).toBe(1)
})
