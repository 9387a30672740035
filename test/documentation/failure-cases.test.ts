import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const CASES = Array.from({ length: 40 }, (_, i) => `F${String(i + 1).padStart(2, '0')}`)
/** The only one that no test proves: a case of the benchmark does. */
const BENCH_ONLY = ['F26']

/** Case -> the file and the names of the tests that its row gives. */
async function readRows(): Promise<Map<string, Map<string, string[]>>> {
  const page = await readFile(new URL('docs/failure-cases.md', ROOT), 'utf8')
  const rows = new Map<string, Map<string, string[]>>()
  for (const line of page.split('\n')) {
    const cells = line.split(' | ')
    const name = /^\| (F\d\d)$/.exec(cells[0] ?? '')?.[1]
    if (name === undefined) continue
    const files = new Map<string, string[]>()
    for (const entry of (cells[3] ?? '').split('<br>')) {
      const file = /^`([^`]+)`: /.exec(entry)?.[1]
      if (file !== undefined)
        files.set(
          file,
          [...entry.matchAll(/“(F\d\d .*?)”(?=;| \||<br>|$)/g)].map(([, title]) => title!),
        )
    }
    rows.set(name, files)
  }
  return rows
}

const rows = await readRows()

describe('docs/failure-cases.md', () => {
  test('has a row for every case, in order', () => {
    expect([...rows.keys()]).toEqual(CASES)
  })

  test.each(CASES.filter((name) => !BENCH_ONLY.includes(name)))(
    '%s: each test it names is there, under that number',
    async (name) => {
      const files = rows.get(name) ?? new Map<string, string[]>()
      expect(files.size).toBeGreaterThan(0)
      for (const [file, titles] of files) {
        const source = await readFile(new URL(file, ROOT), 'utf8')
        expect(titles.length, file).toBeGreaterThan(0)
        for (const title of titles) {
          expect(title.slice(0, 3)).toBe(name)
          expect(source, file).toContain(title)
        }
      }
    },
  )

  test('leaves out no file with a test that carries a number', async () => {
    const found = globSync(['{packages,apps}/*/test/**/*.ts', 'test/failure-cases/*.ts'], {
      cwd: ROOT.pathname,
    })
    expect(found.length).toBeGreaterThan(50)
    for (const file of found) {
      const source = await readFile(new URL(file, ROOT), 'utf8')
      for (const [, number] of source.matchAll(/['`](F\d\d) /g))
        expect(rows.get(number!)?.has(file), `${number} in ${file}`).toBe(true)
    }
  })
})
