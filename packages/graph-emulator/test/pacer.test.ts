import { describe, expect, it } from 'vitest'
import { Pacer } from '../src/http/pacer.ts'

/** A clock on which sleeping takes no time. */
function fakeClock() {
  let now = 1_000_000
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms
    },
    pass: (ms: number) => {
      now += ms
    },
  }
}

describe('the pacer', () => {
  it('holds everyone together to the rate', async () => {
    const clock = fakeClock()
    const pacer = new Pacer(1_000_000, clock)
    const start = clock.now()
    for (let i = 0; i < 100; i++) await pacer.take(65_536)
    const seconds = (clock.now() - start) / 1000
    expect(6_553_600 / seconds).toBeGreaterThan(980_000)
    expect(6_553_600 / seconds).toBeLessThan(1_020_000)
  })

  it('does not save up a pause for a burst', async () => {
    const clock = fakeClock()
    const pacer = new Pacer(1_000_000, clock)
    clock.pass(60_000)
    const start = clock.now()
    for (let i = 0; i < 10; i++) await pacer.take(100_000)
    expect(clock.now() - start).toBeGreaterThan(950)
  })
})
