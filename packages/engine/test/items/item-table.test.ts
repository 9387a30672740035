import type { Id } from '@holdfast/repository'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Item } from '../../src/items/item.ts'
import { contentOutdated } from '../../src/items/item-changed.ts'
import { decodeItem, encodeItem, readHead } from '../../src/items/item-row.ts'
import { ItemTable } from '../../src/items/item-table.ts'
import { encodeRows, linesIn, wholeLines } from '../../src/items/items-file.ts'

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 }))
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })
const hash = fc.constantFrom('SgAAAAAAAAAAAAAAAQAAAAAAAAA=', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=')
const tag = fc.constantFrom('"{A},1"', '"{A},2"')
const time = fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')
const size = fc.constantFrom(0, 1, 5_000_000_000)
const blobs = fc.array(fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), { maxLength: 3 }) as fc.Arbitrary<
  Id[]
>

/** Without the properties that are undefined, as a row that was read has them. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
}

const stored = fc
  .record({
    blobs,
    size,
    hash,
    etag: maybe(tag),
    ctag: maybe(tag),
    modified: time,
    listed: maybe(fc.record({ size, hash })),
  })
  .map(clean)

function item(ids: fc.Arbitrary<string>): fc.Arbitrary<Item> {
  const common = {
    name: text,
    created: time,
    modified: time,
    excluded: maybe(text),
    shared: maybe(fc.constant(true as const)),
  }
  const file = fc.record({
    ...common,
    id: ids,
    parent: ids,
    kind: fc.constant('file' as const),
    size,
    hash: maybe(hash),
    etag: maybe(tag),
    ctag: maybe(tag),
    malware: maybe(fc.constant(true as const)),
    stored: maybe(stored),
  })
  const folder = fc.record({
    ...common,
    id: ids,
    parent: maybe(ids),
    kind: fc.constantFrom('folder' as const, 'notebook' as const, 'root' as const),
    tree: maybe(fc.constant('c'.repeat(64) as Id)),
  })
  return fc.oneof(file, folder).map((row) => clean(row) as Item)
}

const anyId = fc.oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.stringMatching(/^[A-Z0-9!]{4,34}$/))

test('a row that was written is read as it was, whatever is in it', () => {
  fc.assert(
    fc.property(item(anyId), (row) => {
      expect(decodeItem(encodeItem(row))).toEqual(row)
    }),
  )
})

test('the head of a row tells what the whole row tells, or nothing', () => {
  fc.assert(
    fc.property(item(anyId), (row) => {
      const line = Buffer.from(`xx${encodeItem(row)}\n{"id":"other"}`)
      const head = readHead(line, 2, line.indexOf('\n'))
      if (!head) return
      expect(head).toMatchObject({ id: row.id, parent: row.parent, kind: row.kind, size: row.size ?? 0 })
      expect([head.excluded, head.shared]).toEqual([row.excluded !== undefined, row.shared === true])
      if (row.kind === 'file') {
        expect(head.content).toBe(row.stored ? 'current' : 'none')
        expect(contentOutdated(row)).toBe(head.content === 'none')
      }
    }),
    { numRuns: 500 },
  )
})

test('rows as a backup writes them are not parsed to be loaded', () => {
  const row: Item = {
    id: '01ABC',
    parent: '01ROOT',
    name: 'Ä "quoted" name',
    kind: 'file',
    size: 12,
    hash: 'SgAAAAAAAAAAAAAAAQAAAAAAAAA=',
    etag: '"{A},1"',
    created: '2026-01-01T00:00:00Z',
    modified: '2026-01-01T00:00:00Z',
    shared: true,
  }
  const { size: bytes = 0, hash: sum = '', modified } = row
  const kept: Item = { ...row, stored: { blobs: [], size: bytes, hash: sum, etag: '"{A},1"', modified } }
  for (const one of [row, kept]) {
    const line = Buffer.from(encodeItem(one))
    expect(readHead(line, 0, line.length)).toMatchObject({
      content: one.stored ? 'current' : 'none',
      shared: true,
    })
  }
})

/** The table as it is meant: objects in a map. */
class PlainTable {
  readonly items = new Map<string, Item>()
  readonly dirty = new Set<string>()

  put(row: Item): void {
    const before = this.items.get(row.id)
    this.items.set(row.id, row)
    if (before?.parent !== undefined) this.dirty.add(before.parent)
    if (row.parent !== undefined) this.dirty.add(row.parent)
    if (row.kind !== 'file' && !row.tree) this.dirty.add(row.id)
  }

  delete(id: string): void {
    const before = this.items.get(id)
    if (before?.parent !== undefined) this.dirty.add(before.parent)
    this.items.delete(id)
  }
}

const few = fc.constantFrom(...Array.from({ length: 12 }, (_, i) => `id${i}`))
const step = fc.oneof(
  { weight: 4, arbitrary: item(few).map((row) => ({ put: row })) },
  { weight: 1, arbitrary: few.map((id) => ({ delete: id })) },
)

test('any sequence of changes leaves the table as it is meant, and as it is read back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const table = new ItemTable()
      const plain = new PlainTable()
      for (const action of steps) {
        if ('put' in action) {
          table.put(action.put)
          plain.put(action.put)
        } else {
          table.delete(action.delete)
          plain.delete(action.delete)
        }
      }
      expectSame(table, plain)
      for (const id of plain.items.keys()) expect(table.isDirty(id)).toBe(plain.dirty.has(id))

      const again = new ItemTable()
      for await (const block of wholeLines(encodeRows(table.rowsById()))) {
        for (const [from, to] of linesIn(block)) again.loadRow(block, from, to)
      }
      expectSame(again, plain)
      expect(again.hasDirty).toBe(false)
      const ids = [...again.rowsById()].map((row) => decodeItem(row.toString()).id)
      expect(ids).toEqual([...plain.items.keys()].sort())
    }),
  )
})

function expectSame(table: ItemTable, plain: PlainTable): void {
  const { items } = plain
  const byId = (a: Item, b: Item): number => (a.id < b.id ? -1 : 1)
  expect(table.size).toBe(items.size)
  expect([...table.values()].sort(byId)).toEqual([...items.values()].sort(byId))
  const outdated = [...items.values()].filter(
    (row) => row.kind === 'file' && row.excluded === undefined && contentOutdated(row),
  )
  expect([...table.outdated()].sort()).toEqual(outdated.map(({ id }) => id).sort())
  expect([...table.shared()].map(({ id }) => id).sort()).toEqual(
    [...items.values()]
      .filter(({ shared }) => shared)
      .map(({ id }) => id)
      .sort(),
  )
  for (const id of new Set([...items.values()].map(({ parent }) => parent))) {
    if (id === undefined) continue
    const children = [...items.values()].filter(({ parent }) => parent === id)
    expect([...table.childrenOf(id)].sort(byId)).toEqual(children.sort(byId))
    expect(table.childCount(id)).toBe(children.length)
    expect(table.orphans().has(id)).toBe(!items.has(id))
  }
  const bytes = [...table.summaries()].reduce((sum, { storedSize = 0 }) => sum + storedSize, 0)
  const files = [...items.values()].filter(({ kind }) => kind === 'file')
  expect(bytes).toBe(files.reduce((sum, { stored: kept }) => sum + (kept?.size ?? 0), 0))
}

test('rows that grow again and again do not fill the memory with their former selves', () => {
  const table = new ItemTable()
  const row = (i: number, name: string): Item => ({
    id: `id${i}`,
    parent: 'root',
    name,
    kind: 'folder',
    created: '',
    modified: '',
  })
  for (let round = 1; round < 40; round++) {
    for (let i = 0; i < 2000; i++) table.put(row(i, 'x'.repeat(round * 50)))
  }
  // A row longer than a page, too.
  table.put(row(3000, 'y'.repeat(5_000_000)))
  for (let i = 0; i < 2000; i++) expect(table.get(`id${i}`)?.name).toHaveLength(39 * 50)
  expect(table.get('id3000')?.name).toHaveLength(5_000_000)
})
