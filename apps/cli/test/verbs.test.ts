import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backupCommand } from '../src/commands/backup.ts'
import { checkCommand } from '../src/commands/check.ts'
import { demoCommand } from '../src/commands/demo.ts'
import { exportCommand } from '../src/commands/export.ts'
import { findCommand } from '../src/commands/find.ts'
import { forgetCommand } from '../src/commands/forget.ts'
import { initCommand } from '../src/commands/init.ts'
import { lsCommand } from '../src/commands/ls.ts'
import { pruneCommand } from '../src/commands/prune.ts'
import { repairCommand } from '../src/commands/repair.ts'
import { restoreCommand } from '../src/commands/restore.ts'
import { snapshotsCommand } from '../src/commands/snapshots.ts'
import { runProgram } from '../src/program.ts'
import { FakeEnvironment } from './fake-environment.ts'

const VERBS = [
  initCommand,
  backupCommand,
  snapshotsCommand,
  lsCommand,
  findCommand,
  restoreCommand,
  exportCommand,
  checkCommand,
  forgetCommand,
  pruneCommand,
  repairCommand,
  demoCommand,
]

let emulator: GraphEmulator
let folder: string

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
  folder = mkdtempSync(join(tmpdir(), 'holdfast-cli-'))
  const { drive } = emulator.tenant.addUser({
    displayName: 'Adele Vance',
    userPrincipalName: 'adele@contoso.onmicrosoft.com',
  })
  const documents = drive!.createFolder('root', 'Documents')
  drive!.putFile(documents.id, 'report.txt', Buffer.from('the report'))
  drive!.putFile('root', 'a.txt', Buffer.from('a'))
  emulator.tenant.addUser({
    displayName: 'Bob',
    userPrincipalName: 'bob@contoso.onmicrosoft.com',
    drive: 'mysite-not-found',
  })
  writeFileSync(join(folder, 'ca.pem'), emulator.caCertificate!)
  writeFileSync(join(folder, 'wrong'), 'wrong\n')
})

afterAll(() => emulator.close())

/** Runs a command line as a person would in `folder`, signed in to the emulator. */
async function holdfast(line: string[], variables: Record<string, string> = {}, interruptAfter?: number) {
  const { tenantId, clientId, clientSecret } = emulator.credentials
  const environment = new FakeEnvironment(line, {
    workingDirectory: folder,
    variables: {
      HOLDFAST_TENANT_ID: tenantId,
      HOLDFAST_CLIENT_ID: clientId,
      HOLDFAST_CLIENT_SECRET: clientSecret,
      HOLDFAST_AUTHORITY: emulator.loginAuthority,
      HOLDFAST_GRAPH_ROOT: emulator.baseUrl,
      ...variables,
    },
  })
  const interrupt = interruptAfter && setTimeout(() => environment.signal('SIGINT'), interruptAfter)
  await runProgram(VERBS, environment)
  clearTimeout(interrupt)
  return { code: environment.exitCode ?? 0, out: environment.stdout.text, err: environment.stderr.text }
}

const repo = ['-r', 'vault', '-p', 'vault.password']
const connection = ['--ca-file', 'ca.pem']

describe('the whole round by the verbs', () => {
  test('init, backup, look, restore, export, check, forget, prune', async () => {
    expect(await holdfast(['init', '-r', 'vault', '--new-password-file', 'vault.password'])).toMatchObject({
      code: 0,
    })
    expect(statSync(join(folder, 'vault.password')).mode & 0o777).toBe(0o600)
    const saved = await holdfast([
      'backup',
      'adele@contoso.onmicrosoft.com',
      ...repo,
      ...connection,
      '--json',
    ])
    expect(saved).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(saved.out)).toMatchObject({
      results: [{ result: { outcome: 'saved', counts: { files: 2 } } }],
    })
    const again = await holdfast(['backup', 'adele@contoso.onmicrosoft.com', ...repo, ...connection])
    expect(again.out).toContain('nothing changed')
    expect((await holdfast(['snapshots', ...repo])).out).toContain('1 snapshot')
    expect(
      (await holdfast(['ls', 'latest', '/OneDrive', ...repo])).out.split('\n').sort().join(' ').trim(),
    ).toBe('/OneDrive/ /OneDrive/Documents/ /OneDrive/Documents/report.txt /OneDrive/a.txt')
    expect((await holdfast(['find', 'REPORT.*', ...repo])).out).toContain('/OneDrive/Documents/report.txt')
    expect(await holdfast(['restore', 'latest', '--target', 'out', ...repo])).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'out/Documents/report.txt'), 'utf8')).toBe('the report')
    expect(await holdfast(['export', 'latest', 'out.zip', ...repo])).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'out.zip')).subarray(0, 2).toString()).toBe('PK')
    expect((await holdfast(['check', '--read-data', ...repo])).out).toContain('no errors found')
    expect(
      JSON.parse((await holdfast(['forget', '--keep-last', '1', '--prune', '--json', ...repo])).out),
    ).toMatchObject({ remove: [] })
    expect(await holdfast(['prune', '--dry-run', ...repo])).toMatchObject({ code: 0 })
  })

  test('F23 everyone, each into a vault of their own; who has no OneDrive is no failure', async () => {
    const all = await holdfast(['backup', '--all', '--data', 'data', ...connection, '--json'])
    expect(all.code).toBe(0)
    expect(JSON.parse(all.out).results).toMatchObject([
      { result: { outcome: 'saved' } },
      { noDrive: expect.stringContaining('mysite') },
    ])
    expect(readdirSync(join(folder, 'data/vaults'))).toHaveLength(1)
    expect(statSync(join(folder, 'data/keys', readdirSync(join(folder, 'data/keys'))[0]!)).mode & 0o777).toBe(
      0o600,
    )
  })

  test('the demo with a folder of one’s own ends with one JSON object and 0', async () => {
    mkdirSync(join(folder, 'mine/sub'), { recursive: true })
    writeFileSync(join(folder, 'mine/sub/a.txt'), 'mine')
    writeFileSync(join(folder, 'mine/con'), 'a forbidden name')
    const demo = await holdfast(['demo', '--once', '--import', 'mine', '--data', 'demo', '--json'])
    expect(demo.code).toBe(0)
    expect(JSON.parse(demo.out)).toMatchObject({
      files: 1,
      bytes: 4,
      identical: true,
      leftOut: [{ path: 'con' }],
      requestUnits: expect.any(Number),
    })
  })
})

describe('what goes wrong has a code, a hint and an exit code, and changes nothing', () => {
  const snapshotOf = () => readdirSync(join(folder, 'vault'), { recursive: true }).sort()

  test.each<[string, string[], Record<string, string>, number, string]>([
    [
      'no repository there',
      ['snapshots', '-r', 'nowhere', '-p', 'vault.password'],
      {},
      10,
      'HF_NO_REPOSITORY',
    ],
    ['a wrong password', ['snapshots', '-r', 'vault', '-p', 'wrong'], {}, 12, 'HF_WRONG_PASSWORD'],
    ['no password file', ['snapshots', '-r', 'vault', '-p', 'missing'], {}, 1, 'HF_FILE_NOT_READABLE'],
    ['no password at all', ['snapshots', '-r', 'vault'], {}, 1, 'HF_NO_PASSWORD'],
    ['no repository named', ['snapshots'], {}, 1, 'HF_NO_REPOSITORY_NAMED'],
    ['init over a repository', ['init', ...repo], {}, 1, 'HF_REPOSITORY_EXISTS'],
    [
      'an unknown person',
      ['backup', 'nobody@contoso.onmicrosoft.com', ...repo, ...connection],
      {},
      1,
      'EUSERNOTFOUND',
    ],
    [
      'a person without a drive',
      ['backup', 'bob@contoso.onmicrosoft.com', ...repo, ...connection],
      {},
      1,
      'HF_NO_DRIVE',
    ],
    [
      'a wrong secret',
      ['backup', 'adele@contoso.onmicrosoft.com', ...repo, ...connection],
      { HOLDFAST_CLIENT_SECRET: 'nope' },
      1,
      'HF_SIGN_IN_FAILED',
    ],
    [
      'no secret',
      ['backup', 'adele@contoso.onmicrosoft.com', ...repo, ...connection],
      { HOLDFAST_CLIENT_SECRET: '' },
      1,
      'HF_CONNECTION_INCOMPLETE',
    ],
    ['an unknown snapshot', ['ls', 'ffffffff', ...repo], {}, 1, 'HF_SNAPSHOT_NOT_FOUND'],
    [
      'an unknown path',
      ['restore', 'latest', '--include', 'nothing/here', '--target', 'out2', ...repo],
      {},
      1,
      'HF_PATH_NOT_FOUND',
    ],
    ['no target', ['restore', 'latest', ...repo], {}, 1, 'HF_NO_TARGET'],
    ['no rule to forget by', ['forget', ...repo], {}, 1, 'HF_NO_RULE'],
    [
      'an exclusion that fits nothing',
      ['backup', 'adele@contoso.onmicrosoft.com', '--exclude-extensions', '*/x', ...repo, ...connection],
      {},
      1,
      'HF_EXCLUSION_INVALID',
    ],
    ['a file in the export’s place', ['export', 'latest', 'wrong', ...repo], {}, 1, 'HF_FILE_EXISTS'],
    ['nobody named', ['backup', ...repo], {}, 1, 'HF_NOBODY_NAMED'],
    [
      'a folder that cannot be imported',
      ['demo', '--once', '--import', 'missing'],
      {},
      1,
      'HF_FOLDER_NOT_READABLE',
    ],
    ['a size that is none', ['backup', 'x', '--exclude-larger-than', 'big', ...repo], {}, 1, 'HF_USAGE'],
  ])('%s', async (_, line, variables, code, error) => {
    const before = snapshotOf()
    const result = await holdfast([...line, '--json'], variables)
    expect(result.code).toBe(code)
    const report = JSON.parse(result.err.trim().split('\n').at(-1) ?? '')
    expect(report.error).toMatchObject({
      code: error,
      message: expect.any(String),
      hint: expect.stringMatching(/\w/),
    })
    expect(result.err).not.toContain(emulator.credentials.clientSecret)
    expect(snapshotOf()).toEqual(before)
    expect(readFileSync(join(folder, 'wrong'), 'utf8')).toBe('wrong\n')
  })

  test('files that exist and differ are reported one by one, with exit code 3', async () => {
    writeFileSync(join(folder, 'out/a.txt'), 'edited here')
    const result = await holdfast(['restore', 'latest', '--target', 'out', ...repo, '--json'])
    expect(result.code).toBe(3)
    expect(JSON.parse(result.out)).toMatchObject({
      identical: 1,
      failures: [{ path: 'a.txt', code: 'HF_TARGET_EXISTS' }],
    })
    expect(readFileSync(join(folder, 'out/a.txt'), 'utf8')).toBe('edited here')
  })

  /** A copy of the vault with something done to one stored file. */
  function damagedVault(name: string, kind: 'data' | 'index', damage: (bytes: Buffer) => Buffer): string {
    cpSync(join(folder, 'vault'), join(folder, name), { recursive: true })
    const place = join(folder, name, kind)
    const files = (readdirSync(place, { recursive: true }) as string[]).filter((path) =>
      /[0-9a-f]{64}$/.test(path),
    )
    for (const file of files) {
      const path = join(place, file)
      const bytes = readFileSync(path)
      rmSync(path)
      writeFileSync(path, damage(bytes))
    }
    return name
  }

  test('damaged packs: check names them and ends with 1, a restore cannot begin', async () => {
    const vault = damagedVault('damaged', 'data', (bytes) => {
      bytes[20]! ^= 1
      return bytes
    })
    const check = await holdfast(['check', '--read-data', '-r', vault, '-p', 'vault.password', '--json'])
    expect(check.code).toBe(1)
    expect(JSON.parse(check.out).findings.map(({ kind }: { kind: string }) => kind)).toContain('pack-damaged')
    const restore = await holdfast([
      'restore',
      '--target',
      'out3',
      '-r',
      vault,
      '-p',
      'vault.password',
      '--json',
    ])
    expect(restore.code).toBe(1)
    expect(JSON.parse(restore.err).error).toMatchObject({
      code: 'HF_BLOB_DAMAGED',
      hint: expect.stringContaining('check'),
    })
  })

  test('a truncated index is named, and nothing is written over it', async () => {
    const vault = damagedVault('truncated', 'index', (bytes) => bytes.subarray(0, bytes.length - 10))
    const before = readdirSync(join(folder, vault), { recursive: true }).sort()
    const result = await holdfast([
      'backup',
      'adele@contoso.onmicrosoft.com',
      '-r',
      vault,
      '-p',
      'vault.password',
      ...connection,
      '--json',
    ])
    expect(result.code).toBe(1)
    expect(JSON.parse(result.err).error).toMatchObject({
      code: 'HF_DAMAGED_FILE',
      message: expect.stringContaining('index/'),
    })
    expect(readdirSync(join(folder, vault), { recursive: true }).sort()).toEqual(before)
  })

  test('an interrupted run ends with 130, loses nothing, and the next one comes through', async () => {
    const drive = emulator.tenant.user('adele@contoso.onmicrosoft.com')!.drive!
    drive.putFile('root', 'slow.bin', { seed: 9, size: 5_000_000 })
    emulator.faults.add({
      id: 'slow',
      match: { route: 'sharepoint.download' },
      action: { kind: 'trickle', bytesPerSecond: 1_000_000 },
    })
    const line = ['backup', 'adele@contoso.onmicrosoft.com', ...repo, ...connection]
    const interrupted = await holdfast([...line, '--json'], {}, 1_500)
    emulator.faults.clear()
    expect(interrupted.code).toBe(130)
    expect(JSON.parse(interrupted.err.trim().split('\n').at(-1)!).error.code).toBe('HF_CANCELLED')
    expect((await holdfast(['snapshots', '--json', ...repo])).out).toContain('short_id')
    expect((await holdfast(['check', '--read-data', ...repo])).code).toBe(0)
    expect((await holdfast(line)).code).toBe(0)
    expect((await holdfast(['ls', ...repo])).out).toContain('/OneDrive/slow.bin')
  })
})

test('repair: says what is damaged, makes a config, removes what cannot be read when asked, and ends as check does', async () => {
  const own = ['-r', 'hurt', '-p', 'hurt.password']
  await holdfast(['init', '-r', 'hurt', '--new-password-file', 'hurt.password'])
  await holdfast(['backup', 'adele@contoso.onmicrosoft.com', ...own, ...connection])
  expect(await holdfast(['repair', ...own])).toMatchObject({ code: 0 })
  writeFileSync(join(folder, 'hurt/snapshots', 'ab'.repeat(32)), 'no snapshot')
  rmSync(join(folder, 'hurt/config'))
  expect(await holdfast(['repair', ...own])).toMatchObject({ code: 10 })
  expect(await holdfast(['repair', '--new-config', '-r', 'hurt', '-p', 'wrong'])).toMatchObject({ code: 12 })
  const named = await holdfast(['repair', '--new-config', ...own])
  expect(named).toMatchObject({ code: 1, out: expect.stringContaining('--forget-damaged removes it') })
  expect(await holdfast(['check', ...own])).toMatchObject({ code: 1 })
  expect(await holdfast(['repair', '--forget-damaged', ...own])).toMatchObject({ code: 0 })
  expect(await holdfast(['check', '--read-data', ...own])).toMatchObject({ code: 0 })
})
