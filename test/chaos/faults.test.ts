import { expect, test } from 'vitest'
import { hasRestic, resticReason } from '../../packages/repository/test/restic.ts'
import { runFaults } from './fault-run.ts'

test(`calls to the file system that fail, and a disk without space, lose nothing${resticReason}`, async () => {
  const { faults, losses, resticChecks } = await runFaults({
    seed: 20_261_123,
    withRestic: hasRestic,
    faults: 24,
  })
  expect(losses).toEqual([])
  expect(faults).toHaveLength(24)
  // A failure tells its code; a call that nothing depends on may fail unnoticed.
  const codes = new Set(faults.flatMap((fault) => fault.codes))
  expect([...codes].every((code) => /^HF_(?:STORAGE|TARGET)_/.test(code))).toBe(true)
  expect(codes).toContain('HF_STORAGE_FAILED')
  expect(new Set(faults.map(({ job }) => job)).size).toBe(4)
  if (hasRestic) expect(resticChecks).toBeGreaterThan(0)
}, 120_000)
