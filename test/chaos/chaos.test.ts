import { expect, test } from 'vitest'
import { hasRestic, resticReason } from '../../packages/repository/test/restic.ts'
import { runChaos } from './chaos-run.ts'
import { killNearTheEnd } from './resume-run.ts'

test(`twenty-five kills of backup, prune and restores lose nothing${resticReason}`, async () => {
  const result = await runChaos({ kills: 25, seed: 20_261_123, withRestic: hasRestic })
  expect(result.losses).toEqual([])
  expect(result.kills.length).toBeGreaterThanOrEqual(25)
  expect(new Set(result.kills.map(({ job }) => job)).size).toBe(4)
  expect(result.resumed).toBeGreaterThan(3)
  expect(result.resticChecks).toBe(hasRestic ? result.kills.length : 0)
}, 180_000)

test('a first backup that is killed near its end downloads nearly nothing again', async () => {
  const { losses, before, after } = await killNearTheEnd(1)
  expect(losses).toEqual([])
  expect(before).toBeGreaterThan(90)
  expect(after).toBeLessThan(40)
})
