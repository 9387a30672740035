import { expect, test } from 'vitest'
import { emptyDump } from '../../packages/control/test/empty-dump.ts'
import { runFuzz } from './fuzz-run.ts'
import { isClean, printReport } from './report.ts'

test('good and bad requests to every operation find no fault (npm run fuzz sends more)', async () => {
  const report = await runFuzz({ requests: 1_500, seed: 20_261_123, dump: await emptyDump() })
  expect(isClean(report), printReport(report)).toBe(true)
  expect(report.sent).toBeGreaterThanOrEqual(1_500)
}, 180_000)
