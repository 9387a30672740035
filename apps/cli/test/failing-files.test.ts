import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Drive, GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backupCommand } from '../src/commands/backup.ts'
import { exportCommand } from '../src/commands/export.ts'
import { initCommand } from '../src/commands/init.ts'
import { restoreCommand } from '../src/commands/restore.ts'
import { runProgram } from '../src/program.ts'
import { FakeEnvironment } from './fake-environment.ts'

const ADELE = 'adele@contoso.onmicrosoft.com'

let emulator: GraphEmulator
let drive: Drive
let folder: string

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
  folder = mkdtempSync(join(tmpdir(), 'holdfast-failing-'))
  drive = emulator.tenant.addUser({ displayName: 'Adele Vance', userPrincipalName: ADELE }).drive!
  writeFileSync(join(folder, 'ca.pem'), emulator.caCertificate!)
  await holdfast(['init', '-r', 'vault', '--new-password-file', 'vault.password'])
})

afterAll(() => emulator.close())

async function holdfast(line: string[]) {
  const { tenantId, clientId, clientSecret } = emulator.credentials
  const environment = new FakeEnvironment(line, {
    workingDirectory: folder,
    variables: {
      HOLDFAST_TENANT_ID: tenantId,
      HOLDFAST_CLIENT_ID: clientId,
      HOLDFAST_CLIENT_SECRET: clientSecret,
      HOLDFAST_AUTHORITY: emulator.loginAuthority,
      HOLDFAST_GRAPH_ROOT: emulator.baseUrl,
    },
  })
  await runProgram([initCommand, backupCommand, restoreCommand, exportCommand], environment)
  return { code: environment.exitCode ?? 0, out: environment.stdout.text, err: environment.stderr.text }
}

const BACKUP = ['backup', ADELE, '-r', 'vault', '-p', 'vault.password', '--ca-file', 'ca.pem']

test('files that fail: 3, grouped by class, the first ten by name; --json has all', async () => {
  drive.putFile('root', 'good', Buffer.from('good'))
  const body = { error: { code: 'accessDenied', message: 'Blocked by policy' } }
  emulator.faults.quirk('download-url-absent')
  for (let i = 0; i < 8; i++)
    drive.setMalware(drive.putFile('root', `infected ${i}`, Buffer.from(`infected ${i}`)).id)
  for (let i = 0; i < 5; i++) {
    const item = drive.putFile('root', `blocked ${i}`, Buffer.from(`blocked ${i}`)).id
    const action = { kind: 'reply', status: 403, json: body } as const
    emulator.faults.add({ match: { route: 'items.content', item }, action })
  }
  const shown = await holdfast(BACKUP)
  expect(shown.code).toBe(3)
  expect(shown.err).toContain('8 files held back as malware:')
  expect(shown.err).toContain('5 files refused by a policy:')
  expect(shown.err.match(/(infected|blocked) \d: /g)).toHaveLength(10)
  expect(shown.err).toContain('3 more are not named here; --json has all.')
  expect(shown.err.indexOf('malware:')).toBeLessThan(shown.err.indexOf('policy:'))
  const programs = await holdfast([...BACKUP, '--json'])
  expect(programs.code).toBe(3)
  const [{ result }] = JSON.parse(programs.out).results
  expect(result.failures).toHaveLength(13)
  expect(result.failures.filter((failure: { class: string }) => failure.class === 'policy')).toHaveLength(5)
})

test('F15 malware is kept in quarantine when asked, and given only to who asks twice', async () => {
  const saved = await holdfast([...BACKUP, '--quarantine-malware'])
  expect(saved.code).toBe(3)
  expect(saved.out).toContain('8 files with malware lie in quarantine.')
  const repository = ['-r', 'vault', '-p', 'vault.password']
  const connection = ['--ca-file', 'ca.pem']
  const refusals: [string[], string][] = [
    [['restore', '--target', 'refused', '--with-quarantine'], 'HF_QUARANTINE_ASKED_ONCE'],
    [['restore', '--target', 'refused', '--accept-malware'], 'HF_QUARANTINE_ASKED_ONCE'],
    [['export', 'latest', 'refused', '--with-quarantine'], 'HF_QUARANTINE_ASKED_ONCE'],
    [
      ['restore', '--to-user', ADELE, ...connection, '--with-quarantine', '--accept-malware'],
      'HF_QUARANTINE_STAYS_OUT',
    ],
  ]
  for (const [line, code] of refusals) {
    const refused = await holdfast([...line, ...repository])
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(code) })
    expect(existsSync(join(folder, 'refused'))).toBe(false)
  }
  expect(await holdfast(['restore', '--target', 'plain', ...repository])).toMatchObject({ code: 0 })
  expect(readdirSync(join(folder, 'plain'))).toEqual(['good'])
  expect(await holdfast(['export', 'latest', 'plain.zip', ...repository])).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'plain.zip')).includes('infected')).toBe(false)
  const both = ['--with-quarantine', '--accept-malware', ...repository]
  expect(await holdfast(['restore', '--target', 'all', ...both])).toMatchObject({ code: 0 })
  expect(readdirSync(join(folder, 'all/Quarantine (malware)'))).toHaveLength(8)
  expect(await holdfast(['export', 'latest', 'all.zip', ...both])).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'all.zip')).includes('infected 7')).toBe(true)
})
