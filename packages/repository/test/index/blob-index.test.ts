import { seededRandom } from '@holdfast/base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeIndexFile } from '../../src/format/index-file.ts'
import { BlobIndex, type BlobLocation, type BlobType, type Id, idOf, loadIndex } from '../../src/index.ts'
import { makeRepository } from '../small-repository.ts'

const id = (n: number): Id => idOf(Buffer.from(String(n)))
/** Ids that share their first bytes, and with them their place in the table. */
const crowded = (n: number): Id => `ffffffff${id(n).slice(8)}` as Id

test('answers as a plain map does: duplicates, types, growth, crowded places', () => {
  const entry = fc.record({
    type: fc.constantFrom<BlobType>('data', 'tree'),
    id: fc.oneof(fc.nat(40).map(id), fc.nat(40).map(crowded), fc.nat(1e6).map(id)),
    pack: fc.nat(9).map(id),
    offset: fc.nat(2 ** 32 - 1),
    length: fc.integer({ min: 32, max: 2 ** 32 - 1 }),
    uncompressedLength: fc.option(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 3000, size: 'max' }), (entries) => {
      const index = new BlobIndex()
      const model = new Map<string, BlobLocation[]>()
      for (const { pack, type, id, offset, length, uncompressedLength } of entries) {
        const place = { offset, length, ...(uncompressedLength !== undefined && { uncompressedLength }) }
        index.add(pack, { type, id, ...place })
        model.set(type + id, [...(model.get(type + id) ?? []), { pack, ...place }])
      }
      expect(index.size).toBe(entries.length)
      expect(new Set(index.packs())).toEqual(new Set(entries.map(({ pack }) => pack)))
      expect([...index.entries()].map(({ type, id }) => type + id)).toEqual(
        entries.map(({ type, id }) => type + id),
      )
      for (const [key, places] of model) {
        const [type, id] = [key.slice(0, 4) as BlobType, key.slice(4) as Id]
        expect(index.has(type, id)).toBe(true)
        expect(index.lookup(type, id)).toEqual(places[0])
        expect(index.lookupAll(type, id)).toEqual(places)
        expect(index.sizeOf(type, id)).toBe(places[0]!.uncompressedLength ?? places[0]!.length - 32)
        const other = type === 'data' ? 'tree' : 'data'
        expect(index.has(other, id)).toBe(model.has(other + id))
      }
      for (let n = 0; n < 50; n++) {
        const absent = n % 2 ? id(2e6 + n) : crowded(2e6 + n)
        expect(index.has('data', absent)).toBe(false)
        expect(index.lookup('tree', absent)).toBeUndefined()
        expect(index.lookupAll('data', absent)).toEqual([])
        expect(index.sizeOf('data', absent)).toBeUndefined()
      }
    }),
    { numRuns: 25 },
  )
})

test('two hundred thousand blobs are all found, in about 60 bytes each', () => {
  const index = new BlobIndex()
  const random = seededRandom(1)
  const ids = Array.from({ length: 200_000 }, () => random.bytes(32).toString('hex') as Id)
  const before = process.memoryUsage().arrayBuffers
  for (const [at, id] of ids.entries()) index.add(ids[0]!, { type: 'data', id, offset: at, length: 100 })
  expect(ids.every((id, at) => index.lookup('data', id)?.offset === at)).toBe(true)
  // The table doubles: at worst twice what is needed, and the halves not yet collected.
  expect((process.memoryUsage().arrayBuffers - before) / ids.length).toBeLessThan(250)
})

describe('index files', () => {
  const entry = { type: 'data', id: id(1), offset: 0, length: 100 } as const

  test('all are loaded, also a pack that two of them name', async () => {
    const repository = await makeRepository()
    const files = [[1, 2], [2, 3], []].map((packs) =>
      encodeIndexFile({ packs: packs.map((n) => ({ id: id(n), blobs: [{ ...entry, id: id(10 + n) }] })) }),
    )
    for (const file of files) await repository.saveUnpacked('index', file)
    const index = await loadIndex(repository)
    for (const n of [1, 2, 3]) expect(index.lookup('data', id(10 + n))?.pack).toBe(id(n))
  })

  test.each([
    ['flipped', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])])],
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['emptied', () => Buffer.alloc(0)],
  ])('one that was %s is named', async (_, damage) => {
    const repository = await makeRepository()
    await repository.saveUnpacked('index', encodeIndexFile({ packs: [] }))
    const name = await repository.saveUnpacked(
      'index',
      encodeIndexFile({ packs: [{ id: id(1), blobs: [entry] }] }),
    )
    const bytes = await repository.storage.load({ type: 'index', name })
    await repository.storage.save({ type: 'index', name }, damage(bytes))
    await expect(loadIndex(repository)).rejects.toMatchObject({
      code: 'HF_DAMAGED_FILE',
      message: expect.stringContaining(`index/${name}`),
    })
  })

  test('one that disappears while it is loaded is an error, not a smaller index', async () => {
    const repository = await makeRepository()
    const name = await repository.saveUnpacked('index', encodeIndexFile({ packs: [] }))
    const { storage } = repository
    const list = storage.list.bind(storage)
    storage.list = async function* (type, options) {
      yield* list(type, options)
      await storage.remove({ type: 'index', name })
    }
    await expect(loadIndex(repository)).rejects.toMatchObject({ code: 'HF_STORAGE_NOT_FOUND' })
  })
})
