import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Drive, GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backupCommand } from '../src/commands/backup.ts'
import { initCommand } from '../src/commands/init.ts'
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
  await runProgram([initCommand, backupCommand], environment)
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
