import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GraphEmulator } from '../src/index.ts'

test('an emulator goes on where it was closed: people, items, contents, versions, sharing, delta links', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'holdfast-emulator-'))
  const first = await GraphEmulator.start({ stateDirectory })
  const { drive } = first.tenant.addUser({
    displayName: 'Adele',
    userPrincipalName: 'adele@contoso.onmicrosoft.com',
  })
  first.tenant.addUser({
    displayName: 'Bob',
    userPrincipalName: 'bob@contoso.onmicrosoft.com',
    drive: 'no-plan',
  })
  const folder = drive!.createFolder('root', 'Folder')
  const file = drive!.putFile('root', 'a.txt', Buffer.from('first'))
  drive!.replaceContent(file.id, Buffer.from('second'))
  // Moved below a folder that was made after it.
  drive!.move(file.id, drive!.createFolder(folder.id, 'later').id)
  drive!.putFile('root', 'generated', { seed: 3, size: 1_000_000 })
  drive!.share(file.id, { roles: ['read'], link: { type: 'view', scope: 'anonymous', webUrl: 'https://x' } })
  drive!.delete(drive!.putFile('root', 'gone', Buffer.from('x')).id)
  const get = async (emulator: GraphEmulator, path: string) => {
    const response = await fetch(`${emulator.graphRoot}${path}`, {
      headers: { authorization: `Bearer ${emulator.issueToken()}` },
    })
    return (await response.json()) as { value: { id: string; name?: string }[]; '@odata.deltaLink': string }
  }
  const link = (await get(first, `/drives/${drive!.id}/root/delta`))['@odata.deltaLink']
  await first.close()

  await using second = await GraphEmulator.start({ stateDirectory })
  expect(second.restored).toBe(true)
  expect(second.credentials).toEqual(first.credentials)
  const again = second.tenant.user('adele@contoso.onmicrosoft.com')!.drive!
  expect(second.tenant.missingDrive(second.tenant.user('bob@contoso.onmicrosoft.com')!.id)).toBe('no-plan')
  expect(again.id).toBe(drive!.id)
  const restored = again.at('Folder/later/a.txt')!
  expect(restored).toMatchObject({
    id: file.id,
    etag: file.etag,
    fileModified: file.fileModified,
    permissions: [{ roles: ['read'] }],
  })
  expect(Buffer.from(restored.content!.read(0, 6) as Uint8Array).toString()).toBe('second')
  expect(Buffer.from(restored.versions![0]!.content.read(0, 5) as Uint8Array).toString()).toBe('first')
  expect(again.at('generated')!.content!.hash()).toBe(drive!.at('generated')!.content!.hash())
  expect([again.root.size, again.fileCount, again.seq]).toEqual([
    drive!.root.size,
    drive!.fileCount,
    drive!.seq,
  ])
  again.rename(restored.id, 'renamed.txt')
  const changes = await get(second, link.slice(link.indexOf('/drives/')))
  expect(changes.value.map(({ name }) => name)).toEqual(['root', 'Folder', 'later', 'renamed.txt'])
})
