import { execFile, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { seededRandom } from '@holdfast/base'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConnectProxy, type Drive, GraphEmulator } from '../src/index.ts'

const run = promisify(execFile)

const hasRclone = (() => {
  const found = spawnSync('rclone', ['version']).status === 0
  // biome-ignore lint/style/noProcessEnv: CI says so by its environment
  if (!found && process.env.CI) throw new Error('rclone is missing: .ci/run installs it')
  return found
})()

describe.skipIf(!hasRclone)(
  `unmodified rclone${hasRclone ? '' : ' (skipped: rclone is not installed)'}`,
  () => {
    let emulator: GraphEmulator
    let proxy: ConnectProxy
    let drive: Drive
    let folder: string

    beforeAll(async () => {
      emulator = await GraphEmulator.start({ tls: true })
      const user = emulator.tenant.addUser({
        displayName: 'Adele Vance',
        userPrincipalName: 'adele@contoso.onmicrosoft.com',
      })
      drive = user.drive!
      proxy = await ConnectProxy.start(Number(new URL(emulator.baseUrl).port))
      folder = mkdtempSync(join(tmpdir(), 'holdfast-rclone-'))
      writeFileSync(join(folder, 'ca.pem'), emulator.caCertificate!)
      const refresh = emulator.refreshTokens.issue(user.id)
      const token = {
        access_token: 'x',
        token_type: 'Bearer',
        refresh_token: refresh,
        expiry: '2020-01-01T00:00:00Z',
      }
      writeFileSync(
        join(folder, 'rclone.conf'),
        `[od]\ntype = onedrive\ndrive_id = ${drive.id}\ndrive_type = business\ntoken = ${JSON.stringify(token)}\n`,
      )
    })

    afterAll(async () => {
      await proxy?.[Symbol.asyncDispose]()
      await emulator?.close()
    })

    async function rclone(...args: string[]): Promise<string> {
      const { stdout } = await run(
        'rclone',
        [
          '--config',
          join(folder, 'rclone.conf'),
          '--ca-cert',
          join(folder, 'ca.pem'),
          '--retries',
          '1',
          '--low-level-retries',
          '3',
          ...args,
        ],
        // biome-ignore lint/style/noProcessEnv: rclone needs its surroundings, and the proxy that leads it here
        { env: { ...process.env, HTTPS_PROXY: proxy.url, NO_PROXY: '' }, maxBuffer: 1e8 },
      )
      return stdout
    }

    function makeSource(): string {
      const source = join(folder, 'source')
      const random = seededRandom(5)
      const files: [string, Buffer][] = [
        ['a.txt', Buffer.from('hello')],
        ['empty.bin', Buffer.alloc(0)],
        ['sub/ünï cödé 😀.txt', Buffer.from('unicode')],
        ["sub/deep/it's #1 & 50%.txt", Buffer.from('awkward')],
        ['sub/deep/large.bin', random.bytes(12_000_000)],
        ...Array.from({ length: 20 }, (_, i): [string, Buffer] => [`many/${i}.bin`, random.bytes(i * 3_000)]),
      ]
      for (const [path, content] of files) {
        mkdirSync(join(source, path, '..'), { recursive: true })
        writeFileSync(join(source, path), content)
        utimesSync(join(source, path), 1_700_000_000, 1_700_000_000)
      }
      return source
    }

    function tree(directory: string): Map<string, string> {
      const found = new Map<string, string>()
      for (const name of readdirSync(directory, { recursive: true }) as string[]) {
        const path = join(directory, name)
        if (statSync(path).isFile())
          found.set(
            name,
            `${readFileSync(path).toString('base64')} ${Math.floor(statSync(path).mtimeMs / 1000)}`,
          )
      }
      return found
    }

    test('copies a tree there and back, checks it by hash, moves, renames and deletes', async () => {
      const source = makeSource()
      await rclone('copy', source, 'od:Backup')
      expect(drive.fileCount).toBe(25)
      await rclone('check', source, 'od:Backup')
      await rclone('copy', source, 'od:Backup')
      expect(drive.fileCount).toBe(25)
      const back = join(folder, 'back')
      await rclone('copy', 'od:Backup', back)
      expect(tree(back)).toEqual(tree(source))
      await rclone('moveto', 'od:Backup/a.txt', 'od:Backup/sub/renamed.txt')
      expect(drive.at('Backup/a.txt')).toBeUndefined()
      expect(drive.at('Backup/sub/renamed.txt')?.size).toBe(5)
      await rclone('move', 'od:Backup/many', 'od:Elsewhere')
      expect(drive.at('Elsewhere')?.children?.size).toBe(20)
      writeFileSync(join(source, 'a.txt'), 'another content')
      await rclone('copyto', join(source, 'a.txt'), 'od:Backup/sub/renamed.txt')
      expect(await rclone('cat', 'od:Backup/sub/renamed.txt')).toBe('another content')
      expect(await rclone('lsf', '--recursive', '--files-only', 'od:Backup')).toContain('sub/renamed.txt')
      await rclone('deletefile', 'od:Backup/sub/renamed.txt')
      expect(drive.at('Backup/sub/renamed.txt')).toBeUndefined()
      const about = JSON.parse(await rclone('about', 'od:', '--json')) as { used: number }
      expect(about.used).toBe(drive.root.size)
      await rclone('purge', 'od:Elsewhere')
      expect(drive.at('Elsewhere')).toBeUndefined()
    })
  },
)
