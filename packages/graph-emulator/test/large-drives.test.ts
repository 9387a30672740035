import { quickXorHash, systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { GraphEmulator } from '../src/index.ts'
import { clientOf } from './client.ts'

const PERSON = { displayName: 'Adele', userPrincipalName: 'adele@contoso.onmicrosoft.com' }

test('a folder with more children than a call may have arguments is listed whole', async () => {
  await using emulator = await GraphEmulator.start()
  const { drive } = emulator.tenant.addUser(PERSON)
  const folder = drive!.createFolder('root', 'Scans')
  for (let i = 0; i < 150_000; i++) drive!.putFile(folder.id, `${i}.bin`, { seed: i, size: 1 })
  const { json } = clientOf(emulator)
  const { status, body } = await json(`/drives/${drive!.id}/root/delta?$top=3&$select=id,name`)
  expect(status).toBe(200)
  expect(body.value.map(({ name }: { name: string }) => name)).toEqual(['root', 'Scans', '149999.bin'])
})

test('of uploads that are not kept there are size and hash', async () => {
  await using emulator = await GraphEmulator.start({ keepUploads: false })
  const { drive } = emulator.tenant.addUser(PERSON)
  const { json, post } = clientOf(emulator)
  const session = await post(`/drives/${drive!.id}/items/root:/large.bin:/createUploadSession`, {})
  const { uploadUrl } = (await session.json()) as { uploadUrl: string }
  const content = new Uint8Array(327_680 + 5).fill(7)
  for (const [from, to] of [
    [0, 327_680],
    [327_680, content.length],
  ] as const) {
    const headers = { 'content-range': `bytes ${from}-${to - 1}/${content.length}` }
    await fetch(uploadUrl, { method: 'PUT', headers, body: content.subarray(from, to) })
  }
  const { body } = await json(`/drives/${drive!.id}/root:/large.bin`)
  expect(body).toMatchObject({
    size: content.length,
    file: { hashes: { quickXorHash: quickXorHash(content) } },
  })
})

test('an emulator that is far away takes its time for each answer', async () => {
  await using emulator = await GraphEmulator.start({ latency: 50 })
  const { drive } = emulator.tenant.addUser(PERSON)
  const { call } = clientOf(emulator)
  const start = systemClock.now()
  await call(`/drives/${drive!.id}`)
  expect(systemClock.now() - start).toBeGreaterThanOrEqual(49)
  emulator.latency = 0
  expect((await call(`/drives/${drive!.id}`)).status).toBe(200)
})
