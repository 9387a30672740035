import { expect, test } from 'vitest'
import { killedDay } from './killed-day.ts'

test('a server that is killed again and again loses no job, doubles no snapshot, leaves no drive stuck', async () => {
  const { losses, jobs } = await killedDay({ kills: 3, people: 12, seed: 7 })
  expect(losses).toEqual([])
  expect(jobs).toBeGreaterThan(12)
}, 180_000)
