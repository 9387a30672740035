import { describe, expect, test } from 'vitest'
import { type Handle, idOf, type Storage } from '../../src/index.ts'

const data = Buffer.from('some stored bytes')
const pack: Handle = { type: 'pack', name: idOf(data) }

/** What every storage must do. */
export function describeStorage(name: string, make: () => Promise<Storage>): void {
  describe(`the storage contract: ${name}`, () => {
    test('a saved file is loaded, whole and in parts', async () => {
      const storage = await make()
      await storage.save(pack, data)
      expect(await storage.load(pack)).toEqual(data)
      expect(await storage.load(pack, { offset: 5, length: 6 })).toEqual(data.subarray(5, 11))
      expect(await storage.load(pack, { offset: 5 })).toEqual(data.subarray(5))
      expect(await storage.load(pack, { offset: data.length })).toEqual(Buffer.alloc(0))
      expect(await storage.stat(pack)).toEqual({ size: data.length })
    })

    test('what is not there is said to be not there', async () => {
      const storage = await make()
      await expect(storage.load(pack)).rejects.toMatchObject({ code: 'HF_STORAGE_NOT_FOUND' })
      await expect(storage.stat(pack)).rejects.toMatchObject({ code: 'HF_STORAGE_NOT_FOUND' })
    })

    test('a range that is not all there is an error, never fewer bytes', async () => {
      const storage = await make()
      await storage.save(pack, data)
      await expect(storage.load(pack, { offset: 5, length: data.length })).rejects.toMatchObject({
        code: 'HF_STORAGE_SHORT_READ',
      })
      await expect(storage.load(pack, { offset: data.length + 1, length: 1 })).rejects.toMatchObject({
        code: 'HF_STORAGE_SHORT_READ',
      })
    })

    test('saving the same file twice is fine; a second config is not', async () => {
      const storage = await make()
      await storage.save(pack, data)
      await storage.save(pack, data)
      const config: Handle = { type: 'config', name: '' }
      await storage.save(config, data)
      await expect(storage.save(config, Buffer.from('other'))).rejects.toMatchObject({
        code: 'HF_STORAGE_EXISTS',
      })
      expect(await storage.load(config)).toEqual(data)
    })

    test('the same config once more is fine: the answer to the first try may have been lost', async () => {
      const storage = await make()
      const config: Handle = { type: 'config', name: '' }
      await storage.save(config, data)
      await storage.save(config, data)
      expect(await storage.load(config)).toEqual(data)
    })

    test('what is stored does not change with the buffer that it came in, or went out in', async () => {
      const storage = await make()
      const buffer = Buffer.from(data)
      await storage.save(pack, buffer)
      buffer.fill(0)
      const loaded = await storage.load(pack)
      loaded.fill(0)
      expect(await storage.load(pack)).toEqual(data)
    })

    test('many at once do not mix', async () => {
      const storage = await make()
      const all = Array.from({ length: 50 }, (_, n) => Buffer.from(`content ${n}`))
      const handle = (bytes: Buffer): Handle => ({ type: 'pack', name: idOf(bytes) })
      await Promise.all(all.map((bytes) => storage.save(handle(bytes), bytes)))
      const loaded = await Promise.all(all.map((bytes) => storage.load(handle(bytes))))
      expect(loaded).toEqual(all)
    })

    test('an empty file is a file', async () => {
      const storage = await make()
      await storage.save(pack, Buffer.alloc(0))
      expect(await storage.load(pack)).toEqual(Buffer.alloc(0))
      expect(await storage.stat(pack)).toEqual({ size: 0 })
    })

    test('removing works once and again', async () => {
      const storage = await make()
      await storage.save(pack, data)
      await storage.remove(pack)
      await storage.remove(pack)
      await expect(storage.load(pack)).rejects.toMatchObject({ code: 'HF_STORAGE_NOT_FOUND' })
    })

    test('listings have each type by itself, names and sizes, in the end', async () => {
      const storage = await make()
      const handles = (['key', 'lock', 'snapshot', 'index', 'pack'] as const).flatMap((type, t) =>
        [1, 2, 3].map((n) => ({ type, name: idOf(Buffer.from(`${t} ${n}`)), bytes: Buffer.alloc(n) })),
      )
      for (const { type, name, bytes } of handles) await storage.save({ type, name }, bytes)
      for (let settle = 0; settle < 3; settle++)
        for (const { type } of handles) await Array.fromAsync(storage.list(type))
      for (const type of ['key', 'lock', 'snapshot', 'index', 'pack'] as const) {
        const listed = await Array.fromAsync(storage.list(type))
        const expected = handles
          .filter((handle) => handle.type === type)
          .map(({ name, bytes }) => ({ name, size: bytes.length }))
        expect(listed.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
          expected.sort((a, b) => (a.name < b.name ? -1 : 1)),
        )
      }
      expect(await Array.fromAsync(storage.list('config'))).toEqual([])
    })

    test('an aborted signal stops a call before it does anything', async () => {
      const storage = await make()
      const signal = AbortSignal.abort(new Error('stop'))
      await expect(storage.save(pack, data, { signal })).rejects.toThrow('stop')
      await expect(storage.load(pack)).rejects.toMatchObject({ code: 'HF_STORAGE_NOT_FOUND' })
      await storage.save(pack, data)
      await expect(storage.load(pack, { signal })).rejects.toThrow('stop')
      await expect(storage.stat(pack, { signal })).rejects.toThrow('stop')
      await expect(storage.remove(pack, { signal })).rejects.toThrow('stop')
      await expect(Array.fromAsync(storage.list('pack', { signal }))).rejects.toThrow('stop')
      expect(await storage.load(pack)).toEqual(data)
    })
  })
}
