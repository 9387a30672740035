import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BASELINE_RUNS, describeAnomalies, FEWEST, unusualChanges } from '../../src/index.ts'

const NOTHING = { created: 0, modified: 0, deleted: 0, encrypted: 0 }
const runs = (count: number, signals: Partial<typeof NOTHING> = {}) =>
  Array.from({ length: count }, () => ({ ...NOTHING, ...signals }))
const kinds = (...args: Parameters<typeof unusualChanges>) => unusualChanges(...args).map(({ kind }) => kind)

describe('a run is unusual', () => {
  test('when it changes three times as many files as any of the runs before, and a hundred at least', () => {
    const before = runs(BASELINE_RUNS, { modified: 50, deleted: 10 })
    expect(kinds({ ...NOTHING, modified: 150 }, before, 10_000)).toEqual([])
    expect(kinds({ ...NOTHING, modified: 151 }, before, 10_000)).toEqual(['modified'])
    expect(kinds({ ...NOTHING, deleted: 99 }, before, 10_000)).toEqual([])
    expect(kinds({ ...NOTHING, deleted: 100, created: 100 }, before, 10_000)).toEqual(['deleted', 'created'])
  })

  test('while the drive is new, only when half of its files are deleted or changed', () => {
    const before = runs(BASELINE_RUNS - 1)
    expect(kinds({ ...NOTHING, deleted: 499, modified: 499 }, before, 1_000)).toEqual([])
    expect(kinds({ ...NOTHING, deleted: 500, modified: 500 }, before, 1_000)).toEqual(['deleted', 'modified'])
    expect(kinds({ ...NOTHING, created: 5_000 }, before, 1_000)).toEqual([])
  })

  test('when a hundred files are encrypted, new drive or old, unless the person always does that', () => {
    expect(kinds({ ...NOTHING, encrypted: 99 }, runs(1), 10_000)).toEqual([])
    expect(kinds({ ...NOTHING, encrypted: 100 }, runs(1), 10_000)).toEqual(['encrypted'])
    expect(kinds({ ...NOTHING, encrypted: 300 }, runs(1, { encrypted: 100 }), 10_000)).toEqual([])
  })

  test('never when it is the first, or like one before it', () => {
    const count = fc.nat(100_000)
    const signals = fc.record({ created: count, modified: count, deleted: count, encrypted: count })
    fc.assert(
      fc.property(signals, fc.array(signals, { maxLength: 40 }), count, (run, before, files) => {
        expect(unusualChanges(run, [], files)).toEqual([])
        expect(unusualChanges(run, [...before, run], files)).toEqual([])
        for (const { kind, files: found } of unusualChanges(run, before, files)) {
          expect(found).toBe(run[kind])
          expect(found).toBeGreaterThanOrEqual(FEWEST)
        }
      }),
    )
  })

  test('and is told in words', () => {
    const found = unusualChanges({ ...NOTHING, deleted: 1_200, encrypted: 100 }, runs(40), 10)
    expect(describeAnomalies(found)).toBe('large number of deleted files: 1,200; encrypted files found: 100')
  })
})
