import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Drive, GraphEmulator } from '@holdfast/graph-emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importFolder } from '../../src/demo/import-folder.ts'

let emulator: GraphEmulator
let drive: Drive
let folder: string

beforeEach(async () => {
  emulator = await GraphEmulator.start()
  drive = emulator.tenant.addUser({ displayName: 'A', userPrincipalName: 'a@contoso.onmicrosoft.com' }).drive!
  folder = mkdtempSync(join(tmpdir(), 'holdfast-import-'))
})
afterEach(async () => {
  await emulator.close()
  rmSync(folder, { recursive: true })
})

const put = (path: string, content: string | Buffer = path): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

async function read(path: string): Promise<Buffer> {
  const content = drive.at(path)!.content!
  const parts: Uint8Array[] = []
  const bytes = content.read(0, content.size)
  if (bytes instanceof Uint8Array) return Buffer.from(bytes)
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

describe('importFolder', () => {
  it('takes files and folders with their times, and reads contents from disk', async () => {
    const large = Buffer.alloc(1_500_000, 'content ')
    put('Documents/größe 漢字.txt')
    put('Documents/large.bin', large)
    put('empty.txt', '')
    mkdirSync(join(folder, 'nothing here'))
    utimesSync(join(folder, 'Documents/large.bin'), 1_600_000_000, 1_600_000_000)
    utimesSync(join(folder, 'Documents'), 1_500_000_000, 1_500_000_000)
    const seen: number[] = []
    const result = await importFolder(drive, folder, { onFile: (bytes) => seen.push(bytes) })
    expect(result).toMatchObject({ files: 3, folders: 2, bytes: 1_500_000 + 28, leftOut: [] })
    expect(seen.sort((a, b) => a - b)).toEqual([0, 28, 1_500_000])
    expect(result.sources.get('Documents/large.bin')).toBe(join(folder, 'Documents/large.bin'))
    expect((await read('Documents/large.bin')).equals(large)).toBe(true)
    expect(drive.at('Documents/large.bin')).toMatchObject({ fileModified: 1.6e12, fileCreated: 1.6e12 })
    expect(drive.at('Documents')?.fileModified).toBe(1.5e12)
    expect(drive.at('empty.txt')?.size).toBe(0)
    expect(drive.at('nothing here')?.children?.size).toBe(0)
  })

  it('leaves out and lists what OneDrive does not take', async () => {
    put('good.txt')
    put('a:b.txt')
    put('trailing dot.')
    put(' blank')
    put('CON')
    put('~$lock.docx')
    put('x_vti_y')
    put('Case.txt')
    put('case.TXT')
    put(`${'d'.repeat(200)}/${'e'.repeat(200)}`)
    symlinkSync('good.txt', join(folder, 'link'))
    symlinkSync('.', join(folder, 'loop'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const { files, leftOut } = await importFolder(drive, folder)
    expect(files).toBe(2)
    expect(Object.fromEntries(leftOut.map(({ path, reason }) => [path, reason]))).toEqual({
      'a:b.txt': 'it has one of the characters " * : < > ? / \\ |',
      'trailing dot.': 'it begins or ends with a blank, or ends with a dot',
      ' blank': 'it begins or ends with a blank, or ends with a dot',
      CON: 'it is reserved',
      '~$lock.docx': 'it begins with ~$',
      x_vti_y: 'it is reserved',
      'case.TXT': 'another name differs in case only',
      [`${'d'.repeat(200)}/${'e'.repeat(200)}`]: 'its path has more than 400 characters',
      link: 'it is a symbolic link',
      loop: 'it is a symbolic link',
      pipe: 'it is neither a file nor a folder',
    })
  })

  it('goes on past names that are no UTF-8', async () => {
    put('good.txt')
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff])]))
    const { files, leftOut } = await importFolder(drive, folder)
    expect(files).toBe(1)
    expect(leftOut).toEqual([{ path: 'f\ufffd', reason: 'it cannot be read (ENOENT)' }])
  })

  it('says when the folder is not there or no folder, and stops when asked', async () => {
    put('file.txt')
    await expect(importFolder(drive, join(folder, 'missing'))).rejects.toMatchObject({
      code: 'HF_FOLDER_NOT_READABLE',
      context: { reason: 'ENOENT' },
    })
    await expect(importFolder(drive, join(folder, 'file.txt'))).rejects.toMatchObject({
      code: 'HF_FOLDER_NOT_READABLE',
      context: { reason: 'ENOTDIR' },
    })
    await expect(
      importFolder(drive, folder, { signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop')
  })
})
