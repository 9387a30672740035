import { expect, test } from 'vitest'
import { hasRestic, resticReason } from '../../packages/repository/test/restic.ts'
import { runChaos } from './chaos-run.ts'

test(`twenty kills of backup, prune and restore lose nothing${resticReason}`, async () => {
  const result = await runChaos({ kills: 20, seed: 20_261_123, withRestic: hasRestic })
  expect(result.losses).toEqual([])
  expect(result.kills.length).toBeGreaterThanOrEqual(20)
  expect(new Set(result.kills.map(({ job }) => job)).size).toBeGreaterThanOrEqual(3)
  expect(result.resticChecks).toBe(hasRestic ? result.kills.length : 0)
}, 180_000)
