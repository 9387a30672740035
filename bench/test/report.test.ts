import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { jsonReport, withFigures } from '../src/report.ts'

const MACHINE = { processor: 'A processor', cores: 2, node: '26.0.0', load: 0.1 }
const ROW = { case: 'paced', name: 'full', figures: [{ value: 1.2, unit: 'x', atMost: 1.05 }] }

test('the document on performance has a place for the figures, and only that is replaced', async () => {
  const document = await readFile(new URL('../../docs/performance.md', import.meta.url), 'utf8')
  const once = withFigures(document, [ROW], MACHINE)
  expect(once).toContain('| full | <= 1.05 x | 1.20 x | 1.14 | MISS |')
  expect(withFigures(once, [ROW], MACHINE)).toBe(once)
  const [before] = once.split('<!-- figures')
  expect(document.startsWith(before ?? '')).toBe(true)
  expect(once.slice(once.indexOf('<!-- end of'))).toBe(document.slice(document.indexOf('<!-- end of')))
})

test('the JSON document says of each row what a machine needs', () => {
  expect(jsonReport([ROW], MACHINE, { quick: true, seconds: 12.3 })).toMatchObject({
    schema: 1,
    machine: MACHINE,
    quick: true,
    seconds: 12,
    rows: [
      {
        case: 'paced',
        name: 'full',
        target: '<= 1.05 x',
        measured: '1.20 x',
        figures: [{ value: 1.2, unit: 'x', atMost: 1.05 }],
        verdict: 'miss',
      },
    ],
  })
})
