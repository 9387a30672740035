import { Worker } from 'node:worker_threads'
import { seededRandom } from '@holdfast/base'
import { afterEach, describe, expect, test } from 'vitest'
import {
  BlobIndex,
  BlobReader,
  BlobWriter,
  check,
  FaultyStorage,
  type Id,
  idOf,
  loadIndex,
  MemoryStorage,
  type Repository,
  type WriterOptions,
} from '../../src/index.ts'
import { makeRepository } from '../small-repository.ts'

const MIB = 1024 * 1024
const random = seededRandom(99)

async function* stream(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

/** Rejects instead of hanging: what a test of "never hangs" needs. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const timeout = AbortSignal.timeout(ms)
  return await Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      timeout.addEventListener('abort', () => reject(new Error(`nothing happened for ${ms} ms`)))
    }),
  ])
}

async function openWriter(repository: Repository, options: WriterOptions = {}): Promise<BlobWriter> {
  return await BlobWriter.open(repository, await loadIndex(repository), { workers: 1, ...options })
}

describe('the same content', () => {
  test('twice in one run, and again in the next, is stored once', async () => {
    const repository = await makeRepository()
    const large = random.bytes(9 * MIB)
    const small = random.bytes(1000)
    for (const run of [1, 2]) {
      await using writer = await openWriter(repository)
      const first = await writer.writeFile(stream(large))
      const second = await writer.writeFile(stream(large.subarray(0, 7), large.subarray(7)))
      expect(second).toEqual(first)
      expect(first.content.length).toBeGreaterThan(1)
      const little = await writer.writeFile(stream(small))
      await writer.writeFile(stream(small))
      expect(writer.stats.dataBlobs).toBe(run === 1 ? first.content.length + little.content.length : 0)
      expect(writer.stats.dataAdded).toBe(run === 1 ? large.length + small.length : 0)
      await writer.flush()
    }
    const ids = [...(await loadIndex(repository)).entries()].map(({ id }) => id)
    expect(ids).toHaveLength(new Set(ids).size)
    expect((await check(repository, { readData: true })).findings).toEqual([])
  })

  test('from many files at once is stored once, across workers', async () => {
    const repository = await makeRepository()
    await using writer = await openWriter(repository, { workers: 2 })
    const content = random.bytes(5 * MIB)
    const files = await Promise.all(Array.from({ length: 6 }, () => writer.writeFile(stream(content))))
    await writer.flush()
    for (const file of files) expect(file).toEqual(files[0])
    expect((await loadIndex(repository)).size).toBe(new Set(files[0]!.content).size)
  })

  test('as data and as a directory is two blobs', async () => {
    const repository = await makeRepository()
    await using writer = await openWriter(repository)
    const bytes = Buffer.from('{"nodes":[]}\n')
    expect(await writer.writeBlob('data', bytes)).toBe(await writer.writeBlob('tree', bytes))
    await writer.flush()
    const index = await loadIndex(repository)
    expect([index.has('data', idOf(bytes)), index.has('tree', idOf(bytes))]).toEqual([true, true])
    expect(writer.stats).toMatchObject({ dataBlobs: 1, treeBlobs: 1 })
  })
})

test('small and large contents at once never get into each other’s buffers', async () => {
  const repository = await makeRepository()
  await using writer = await openWriter(repository, { workers: 2, packSize: 4 * MIB })
  const sizes = Array.from({ length: 120 }, (_, i) => (i % 8 === 0 ? 5 * MIB + i : 40_000 + i * 1000))
  const written = await Promise.all(
    sizes.map(async (size) => {
      const bytes = random.bytes(size)
      const parts = Array.from({ length: Math.ceil(size / 65_536) }, (_, i) =>
        bytes.subarray(i * 65_536, (i + 1) * 65_536),
      )
      return { bytes, content: (await writer.writeFile(stream(...parts))).content }
    }),
  )
  await writer.flush()
  const reader = new BlobReader(repository, await loadIndex(repository))
  for (const { content, bytes } of written)
    expect(Buffer.concat(await Array.fromAsync(reader.readFile({ content }))).equals(bytes)).toBe(true)
})

test('any content in any pieces is read back the same', async () => {
  const repository = await makeRepository()
  const contents = [0, 1, 511, 512 * 1024, 512 * 1024 + 1, 4 * MIB, 9 * MIB + 3].map((size) =>
    random.bytes(size),
  )
  contents.push(Buffer.alloc(6 * MIB), Buffer.from('again and again '.repeat(100_000)))
  const written: { content: Id[]; bytes: Buffer }[] = []
  await using writer = await openWriter(repository, { workers: 2, packSize: 2 * MIB })
  for (const chunking of ['data', 'metadata'] as const) {
    for (const bytes of contents) {
      const parts: Buffer[] = []
      for (let at = 0; at < bytes.length; ) {
        const length = 1 + Math.floor(random.fraction() ** 4 * 3 * MIB)
        parts.push(bytes.subarray(at, at + length))
        at += length
      }
      const { content, size } = await writer.writeFile(stream(...parts, Buffer.alloc(0)), { chunking })
      expect(size).toBe(bytes.length)
      written.push({ content, bytes })
    }
  }
  await writer.flush()
  const reader = new BlobReader(repository, await loadIndex(repository))
  for (const { content, bytes } of written)
    expect(Buffer.concat(await Array.fromAsync(reader.readFile({ content }))).equals(bytes)).toBe(true)
})

test('a caller may use its buffer again once the blob is accepted', async () => {
  const repository = await makeRepository()
  await using writer = await openWriter(repository)
  for (const size of [100, MIB]) {
    const buffer = random.bytes(size)
    const original = Buffer.from(buffer)
    const id = await writer.writeBlob('data', buffer)
    buffer.fill(0)
    await writer.flush()
    const reader = new BlobReader(repository, await loadIndex(repository))
    expect((await reader.readBlob('data', id)).equals(original)).toBe(true)
  }
})

describe('flush', () => {
  test('covers what was accepted before it, also while others write on', async () => {
    const repository = await makeRepository()
    await using writer = await openWriter(repository, { workers: 1 })
    const accepted: Id[] = []
    let stop = false
    const write = async (): Promise<void> => {
      while (!stop) {
        accepted.push(await writer.writeBlob('data', random.bytes(100_000)))
        // As a download does: without it no timer runs between the messages of the workers.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const writers = [write(), write(), write(), write()]
    for (let round = 0; round < 5; round++) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      const before = [...accepted]
      await writer.flush()
      const index = await loadIndex(repository)
      expect(before.filter((id) => !index.has('data', id))).toEqual([])
    }
    stop = true
    await Promise.all(writers)
  })

  test('with nothing new writes nothing', async () => {
    const storage = new FaultyStorage(new MemoryStorage())
    const repository = await makeRepository(storage)
    await using writer = await openWriter(repository)
    const before = storage.calls.length
    await writer.flush()
    expect(storage.calls.slice(before)).toEqual([])
  })

  test('names no blob in an index before its pack is stored', async () => {
    const storage = new FaultyStorage(new MemoryStorage())
    const repository = await makeRepository(storage)
    const stored: string[] = []
    storage.beforeCall = async ({ method, path }) => {
      if (path.startsWith('data/')) await new Promise((resolve) => setTimeout(resolve, 5))
      if (method === 'save') stored.push(path.split('/')[0]!)
    }
    await using writer = await openWriter(repository, { workers: 2, packSize: 200_000, uploads: 3 })
    for (let i = 0; i < 30; i++) await writer.writeBlob('data', random.bytes(50_000))
    await writer.flush()
    expect(stored.indexOf('index')).toBe(stored.filter((kind) => kind === 'data').length)
  })
})

describe('a worker thread that ends', () => {
  const postMessage = Worker.prototype.postMessage
  afterEach(() => {
    Worker.prototype.postMessage = postMessage
  })

  /** Ends whichever worker gets the n-th message, right after it. */
  function crashAtMessage(n: number): void {
    let count = 0
    Worker.prototype.postMessage = function (this: Worker, ...message: Parameters<Worker['postMessage']>) {
      postMessage.apply(this, message)
      if (++count === n) void this.terminate()
    } as Worker['postMessage']
  }

  test.each([1, 2, 3, 5])('at message %s is a coded error, never a hang, and harms nothing', async (n) => {
    const repository = await makeRepository()
    crashAtMessage(n)
    const write = async (): Promise<void> => {
      await using writer = await openWriter(repository, { workers: 2 })
      for (let i = 0; i < 6; i++) {
        await writer.writeFile(stream(random.bytes(1.5 * MIB)))
        await writer.writeBlob('tree', random.bytes(700_000))
      }
      await writer.flush()
    }
    await expect(within(10_000, write())).rejects.toMatchObject({ code: 'HF_WORKER_FAILED', retry: 'now' })
    expect((await check(repository, { readData: true })).findings.filter((f) => f.level === 'error')).toEqual(
      [],
    )
  })

  test('fails everything that waits for it, and everything after', async () => {
    const repository = await makeRepository()
    await using writer = await openWriter(repository, { workers: 1 })
    crashAtMessage(2)
    const writes = Array.from({ length: 10 }, () => writer.writeFile(stream(random.bytes(5 * MIB))))
    for (const result of await within(10_000, Promise.allSettled(writes)))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'HF_WORKER_FAILED' } })
    await expect(writer.writeBlob('data', random.bytes(10))).rejects.toMatchObject({
      code: 'HF_WORKER_FAILED',
    })
    await expect(within(5000, writer.flush())).rejects.toMatchObject({ code: 'HF_WORKER_FAILED' })
  })
})

describe('when the storage fails', () => {
  test.each(['data/', 'index/'])(
    'at %s, this error comes out of flush and of everything after it',
    async (path) => {
      const storage = new FaultyStorage(new MemoryStorage())
      const repository = await makeRepository(storage)
      await using writer = await openWriter(repository)
      const error = new Error('the disk is gone')
      storage.inject({ method: 'save', path, error })
      await writer.writeBlob('data', random.bytes(100_000))
      await expect(within(5000, writer.flush())).rejects.toBe(error)
      await expect(writer.writeBlob('data', random.bytes(10))).rejects.toBe(error)
      await expect(writer.writeFile(stream(random.bytes(10)))).rejects.toBe(error)
      await expect(writer.flush()).rejects.toBe(error)
    },
  )

  test('writers that wait for room are told too', async () => {
    const storage = new FaultyStorage(new MemoryStorage())
    const repository = await makeRepository(storage)
    const error = new Error('the disk is gone')
    storage.beforeCall = async ({ path }) => {
      if (!path.startsWith('data/')) return
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw error
    }
    await using writer = await openWriter(repository, { packSize: MIB, uploads: 1 })
    const writes = Array.from({ length: 12 }, () => writer.writeFile(stream(random.bytes(4 * MIB))))
    const results = await within(15_000, Promise.allSettled(writes))
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBe(error)
    await expect(writer.flush()).rejects.toBe(error)
  })

  test('blobs whose index file was never written are not taken for stored by the next writer of the same run', async () => {
    const storage = new FaultyStorage(new MemoryStorage())
    const repository = await makeRepository(storage)
    const index = new BlobIndex()
    const bytes = random.bytes(1000)
    storage.inject({ method: 'save', path: 'index/', error: new Error('no room') })
    {
      await using writer = await BlobWriter.open(repository, index, { workers: 1 })
      await writer.writeBlob('data', bytes)
      await expect(writer.flush()).rejects.toThrow('no room')
    }
    await using writer = await BlobWriter.open(repository, index, { workers: 1 })
    const id = await writer.writeBlob('data', bytes)
    await writer.flush()
    expect((await loadIndex(repository)).has('data', id)).toBe(true)
  })
})

describe('stopping', () => {
  test('by the signal ends every write with its reason, soon', async () => {
    const storage = new FaultyStorage(new MemoryStorage())
    const repository = await makeRepository(storage)
    storage.beforeCall = ({ path }) =>
      path.startsWith('data/') ? new Promise((resolve) => setTimeout(resolve, 100)) : undefined
    const stop = new AbortController()
    const reason = new Error('enough')
    const write = async (): Promise<void> => {
      await using writer = await openWriter(repository, { packSize: MIB, uploads: 1, signal: stop.signal })
      setTimeout(() => stop.abort(reason), 150)
      for (let i = 0; i < 1000; i++) await writer.writeFile(stream(random.bytes(2 * MIB)))
    }
    await expect(within(10_000, write())).rejects.toBe(reason)
    expect((await check(repository, { readData: true })).findings.filter((f) => f.level === 'error')).toEqual(
      [],
    )
  })

  test('one file by its own signal leaves the writer fit for others', async () => {
    const repository = await makeRepository()
    await using writer = await openWriter(repository)
    const stop = new AbortController()
    const reason = new Error('not this one')
    async function* endless(): AsyncGenerator<Buffer> {
      for (let i = 0; i < 100; i++) {
        if (i === 3) stop.abort(reason)
        yield random.bytes(MIB)
      }
    }
    await expect(writer.writeFile(endless(), { signal: stop.signal })).rejects.toBe(reason)
    const { content } = await writer.writeFile(stream(Buffer.from('another')))
    await writer.flush()
    expect((await loadIndex(repository)).has('data', content[0]!)).toBe(true)
    expect((await check(repository, { readData: true })).findings).toEqual([])
  })

  test('a content that breaks off fails its file with its own error, and no other', async () => {
    const repository = await makeRepository()
    await using writer = await openWriter(repository)
    const broken = new Error('download broke off')
    async function* breaking(): AsyncGenerator<Buffer> {
      yield random.bytes(6 * MIB)
      throw broken
    }
    const [bad, good] = await Promise.allSettled([
      writer.writeFile(breaking()),
      writer.writeFile(stream(random.bytes(6 * MIB))),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: broken })
    expect(good).toMatchObject({ status: 'fulfilled' })
    await writer.flush()
    expect((await check(repository, { readData: true })).findings).toEqual([])
  })

  test('by disposal rejects what still waits', async () => {
    const repository = await makeRepository()
    const writer = await openWriter(repository)
    const writes = Array.from({ length: 8 }, () => writer.writeFile(stream(random.bytes(3 * MIB))))
    const settled = within(5000, Promise.allSettled(writes))
    await within(5000, writer[Symbol.asyncDispose]())
    await settled
    await expect(writer.writeBlob('data', Buffer.from('late'))).rejects.toThrow()
  })
})

test('a slow storage holds the writer back: few packs wait, and few are stored at once', async () => {
  const storage = new FaultyStorage(new MemoryStorage())
  const repository = await makeRepository(storage)
  let [storing, most, taken, stored] = [0, 0, 0, 0]
  let furthestAhead = 0
  storage.beforeCall = async ({ method, path }) => {
    if (method !== 'save' || !path.startsWith('data/')) return
    most = Math.max(most, ++storing)
    await new Promise((resolve) => setTimeout(resolve, 25))
    storing--
    stored += MIB
  }
  await using writer = await openWriter(repository, { packSize: MIB, uploads: 2 })
  const content = Array.from({ length: 60 }, () => random.bytes(MIB))
  async function* counted(part: Buffer): AsyncGenerator<Buffer> {
    taken += part.length
    furthestAhead = Math.max(furthestAhead, taken - stored)
    yield part
  }
  for (const part of content) await writer.writeFile(counted(part))
  await writer.flush()
  expect(most).toBe(2)
  expect(furthestAhead).toBeLessThan(15 * MIB)
})
