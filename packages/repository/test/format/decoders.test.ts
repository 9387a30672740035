import { HoldfastError } from '@holdfast/base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeConfig } from '../../src/format/config.ts'
import { decodeIndexFile } from '../../src/format/index-file.ts'
import { decodeKeyFile } from '../../src/format/key-file.ts'
import { decodeLockFile } from '../../src/format/lock-file.ts'
import { decodePackHeader } from '../../src/format/pack-header.ts'
import { decodeSnapshot } from '../../src/format/snapshot.ts'
import { decodeUnpacked, encodeUnpacked } from '../../src/format/unpacked.ts'
import { decodeTree, type Id } from '../../src/index.ts'

const ID = 'a'.repeat(64) as Id

/** Valid files with any part of them replaced by any JSON value. */
const FIELDS: Record<string, object> = {
  config: { version: 2, id: ID, chunker_polynomial: '25b468838dcb75' },
  index: {
    packs: [{ id: ID, blobs: [{ id: ID, type: 'data', offset: 0, length: 40, uncompressed_length: 9 }] }],
  },
  snapshot: { time: '2026-01-01T00:00:00Z', tree: ID, paths: ['/'], hostname: 'h', tags: ['t'], summary: {} },
  lock: { time: '2026-01-01T00:00:00Z', exclusive: false, hostname: 'h', username: 'u', pid: 1 },
  key: { kdf: 'scrypt', N: 1024, r: 8, p: 1, salt: Buffer.alloc(64).toString('base64'), data: 'AAAA' },
  tree: {
    nodes: [
      { name: 'a', type: 'file', mode: 420, mtime: '2026-01-01T00:00:00Z', size: 1, content: [ID] },
      { name: 'b', type: 'dir', mode: 2147484141, subtree: ID, content: null },
    ],
  },
}

const DECODERS: Record<string, (bytes: Buffer) => unknown> = {
  config: decodeConfig,
  index: (bytes) => decodeIndexFile(bytes, 'index/x'),
  snapshot: (bytes) => decodeSnapshot(bytes, ID),
  lock: decodeLockFile,
  key: (bytes) => decodeKeyFile(bytes, 'password', ID),
  tree: decodeTree,
}

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, [], {}, [null], '', 'A'.repeat(64), -1, 1.5, 1e30),
)

function replacedSomewhere(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return anyValue
  const within = Object.keys(value).map((key) => {
    const child = (value as Record<string, unknown>)[key]
    return replacedSomewhere(child).map((changed) =>
      Array.isArray(value)
        ? value.map((item, at) => (String(at) === key ? changed : item))
        : { ...value, [key]: changed },
    )
  })
  return fc.oneof(anyValue, ...within)
}

async function outcome(decode: () => unknown): Promise<unknown> {
  try {
    return await decode()
  } catch (error) {
    expect(error).toBeInstanceOf(HoldfastError)
    return undefined
  }
}

describe.each(Object.keys(DECODERS))('the reader of a %s file', (kind) => {
  const decode = DECODERS[kind]!

  test('takes its own kind', async () => {
    const bytes = Buffer.from(JSON.stringify(FIELDS[kind]))
    if (kind === 'key') await expect(decode(bytes)).rejects.toMatchObject({ code: 'HF_KEY_FILE_DAMAGED' })
    else expect(await decode(bytes)).toBeTruthy()
  })

  test('raises nothing but coded errors, whatever stands in any field', async () => {
    await fc.assert(
      fc.asyncProperty(replacedSomewhere(FIELDS[kind]), async (value) => {
        await outcome(() => decode(Buffer.from(JSON.stringify(value))))
      }),
      { numRuns: 400 },
    )
  })

  test('raises nothing but coded errors for bytes that are no JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        await outcome(() => decode(Buffer.from(bytes)))
      }),
    )
  })
})

test('a tree that was taken has ids where ids belong: a blob of another id is never looked up instead', async () => {
  await fc.assert(
    fc.asyncProperty(replacedSomewhere(FIELDS.tree), async (value) => {
      const nodes = (await outcome(() => decodeTree(Buffer.from(JSON.stringify(value))))) as
        | ReturnType<typeof decodeTree>
        | undefined
      for (const node of nodes ?? []) {
        for (const id of [...(node.content ?? []), ...(node.subtree ? [node.subtree] : [])])
          expect(id).toMatch(/^[0-9a-f]{64}$/)
      }
    }),
  )
})

test.each([
  '{"nodes":[{"name":"a","type":"file","content":["zz"]}]}',
  '{"nodes":[{"name":"a","type":"dir","subtree":7}]}',
])('a tree with something else in the place of an id is refused: %s', (json) => {
  expect(() => decodeTree(Buffer.from(json))).toThrow(expect.objectContaining({ code: 'HF_TREE_INVALID' }))
})

test('unpacked files come back the same; any bytes are taken or raise a coded error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.uint8Array({ maxLength: 100 }), async (json, bytes) => {
      expect(decodeUnpacked(encodeUnpacked(Buffer.from(json)), 'x').toString()).toBe(json)
      await outcome(() => decodeUnpacked(Buffer.from(bytes), 'x'))
      await outcome(() => decodeUnpacked(Buffer.from([2, ...bytes]), 'x'))
      await outcome(() => decodePackHeader(Buffer.from(bytes), 'x'))
    }),
  )
})

test.each([
  ['snapshot', { ...FIELDS.snapshot, tags: [{ toString: 0 }], paths: [{ toString: 0 }] }],
  ['config', { ...FIELDS.config, version: { toString: 0 } }],
  ['key', { ...FIELDS.key, salt: { toString: 0 } }],
])('a %s file with something that is no text where text belongs broke its reader', async (kind, value) => {
  await outcome(() => DECODERS[kind]?.(Buffer.from(JSON.stringify(value))))
})
