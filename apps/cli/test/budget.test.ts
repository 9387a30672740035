import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackupProgress } from '@holdfast/engine'
import { forecastCompletion, RequestBudget } from '@holdfast/graph'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { describe, expect, test } from 'vitest'
import { backupCommand } from '../src/commands/backup.ts'
import { budgetCommand } from '../src/commands/budget.ts'
import { runProgram } from '../src/program.ts'
import { backupProgress } from '../src/show-backup.ts'
import { Terminal } from '../src/terminal/terminal.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeEnvironment } from './fake-environment.ts'

const ADELE = 'adele@contoso.onmicrosoft.com'
const HOUR = 3_600_000

async function run(line: string[], workingDirectory: string, options: Record<string, unknown> = {}) {
  const { clock, ...variables } = options as { clock?: FakeClock } & Record<string, string>
  const environment = new FakeEnvironment(line, { workingDirectory, variables })
  await runProgram([budgetCommand, backupCommand], environment, clock ? { clock } : {})
  return { code: environment.exitCode ?? 0, out: environment.stdout.text, err: environment.stderr.text }
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'holdfast-budget-'))
}

/** A data directory in which an application has used so many units an hour ago. */
function usedFolder(clock: FakeClock, units: number, pausedUntil = 0): string {
  const data = folder()
  const hour = Math.floor(clock.now() / HOUR) - 1
  writeFileSync(
    join(data, 'budget.json'),
    JSON.stringify({ 'contoso/app': { units: { [hour]: units }, pausedUntil } }),
  )
  return data
}

const CONTOSO = ['--tenant', 'contoso', '--client-id', 'app']

describe('holdfast budget', () => {
  test('before any backup: the band, nothing used, no question to Microsoft, nothing written', async () => {
    const data = folder()
    const clock = new FakeClock()
    const { code, out, err } = await run(['budget', '--data', '.', ...CONTOSO], data, { clock })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/Microsoft grants +1,200 +1,200,000/)
    expect(out).toMatch(/Holdfast uses at most +960 +960,000/)
    expect(out).toMatch(/for restores alone \(20 %\) +192,000/)
    expect(out).toMatch(/Used in the last 24 hours +0/)
    expect(out).toContain('Nothing was used yet')
    expect(out).not.toContain('Paused')
    expect(() => readFileSync(join(data, 'budget.json'))).toThrow()
  })

  test('what was used, what is left, until when it is paused, and whether it is off-peak', async () => {
    const clock = new FakeClock()
    const data = usedFolder(clock, 60_000, clock.now() + 600_000)
    const line = [
      'budget',
      '--data',
      data,
      ...CONTOSO,
      '--licences',
      '2000',
      '--off-peak',
      '22-6@Europe/Berlin',
    ]
    const { code, out } = await run(line, data, { clock })
    expect(code).toBe(0)
    expect(out).toMatch(/Used in the last 24 hours +60,000/)
    expect(out).toMatch(/Left +1,860,000/)
    expect(out).toContain('Paused until 2026-03-09 08:25:42')
    expect(out).toContain('95 % of the band; not now')
    const json = await run([...line, '--off-peak-share', '90', '--json'], data, { clock })
    expect(JSON.parse(json.out)).toMatchObject({
      licences: 2000,
      band: { unitsPerMinute: 2400, unitsPerDay: 2_400_000 },
      unitsPerMinute: 1920,
      unitsPerDay: 1_920_000,
      usedLastDay: 60_000,
      dayLeft: 1_860_000,
      restoreShare: 0.2,
      pausedUntil: '2026-03-09T07:25:42.000Z',
      offPeak: false,
      offPeakHours: { hours: [22, 6], timeZone: 'Europe/Berlin', share: 0.9 },
    })
  })

  test('when it is off-peak, the larger share holds', async () => {
    const line = ['budget', '--data', '.', ...CONTOSO, '--off-peak', '8-9', '--json']
    const { out } = await run(line, folder(), { clock: new FakeClock() })
    expect(JSON.parse(out)).toMatchObject({ offPeak: true, unitsPerMinute: 1140 })
  })

  test('the forecast of a first backup, by requests and by bytes', async () => {
    const clock = new FakeClock()
    const data = folder()
    const line = ['budget', '--data', '.', ...CONTOSO]
    const { out } = await run([...line, '--files', '54588'], data, { clock })
    expect(out).toContain('54,588 files, 55,680 request units: first backup complete on 2026-03-09 09:15')
    const json = await run([...line, '--files', '10', '--size', '4T', '--json'], data, { clock })
    expect(JSON.parse(json.out).forecast).toMatchObject({ files: 10, bytes: 4 * 1024 ** 4, limit: 'bytes' })
  })

  test('a damaged count is a warning, not an error', async () => {
    const data = folder()
    writeFileSync(join(data, 'budget.json'), '{"contoso')
    const { code, out, err } = await run(['budget', '--data', '.', ...CONTOSO], data, {
      clock: new FakeClock(),
    })
    expect(code).toBe(0)
    expect(out).toMatch(/Used in the last 24 hours +0/)
    expect(err).toMatch(/^Warning: The count of request units in .*budget\.json is damaged/)
  })

  test('without any directory it says that it does not know', async () => {
    const { code, out } = await run(['budget', ...CONTOSO], folder(), { clock: new FakeClock() })
    expect(code).toBe(0)
    expect(out).toContain('What was used is not known')
  })

  test.each([
    ['--off-peak', '25-3'],
    ['--off-peak', 'nights'],
    ['--off-peak', '20-6@Europe/Atlantis'],
    ['--off-peak-share', '120'],
    ['--files', 'many'],
    ['--size', 'large'],
  ])('%s %s is refused with 1', async (option, value) => {
    const { code, err } = await run(['budget', option, value], folder(), { clock: new FakeClock() })
    expect(code).toBe(1)
    expect(err).toContain('HF_USAGE')
  })
})

test('a first backup tells when it is complete, and what it used is there for the next command', async () => {
  await using emulator = await GraphEmulator.start({ tls: true })
  const data = folder()
  writeFileSync(join(data, 'ca.pem'), emulator.caCertificate!)
  const { drive } = emulator.tenant.addUser({ displayName: 'Adele Vance', userPrincipalName: ADELE })
  for (let i = 0; i < 20; i++) drive!.putFile('root', `${i}.txt`, Buffer.from(`file ${i}`))
  const { tenantId, clientId, clientSecret } = emulator.credentials
  const variables = {
    HOLDFAST_TENANT_ID: tenantId,
    HOLDFAST_CLIENT_ID: clientId,
    HOLDFAST_CLIENT_SECRET: clientSecret,
    HOLDFAST_AUTHORITY: emulator.loginAuthority,
    HOLDFAST_GRAPH_ROOT: emulator.baseUrl,
    HOLDFAST_DATA: data,
  }
  mkdirSync(join(data, 'elsewhere'))
  const backup = ['backup', '--all', '--ca-file', 'ca.pem']
  const first = await run(backup, data, variables)
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('  First backup complete on 20') })
  const again = await run([...backup, '--json'], data, variables)
  expect(JSON.parse(again.out).results[0].firstBackup).toBeUndefined()
  const { out } = await run(['budget', '--json'], join(data, 'elsewhere'), variables)
  const told = Number(/([\d,]+) request units\.$/m.exec(first.err)?.[1])
  expect(told).toBeGreaterThanOrEqual(20)
  expect(JSON.parse(out).usedLastDay).toBe(told + JSON.parse(again.out).requestUnits)
})

test('a first backup that takes its time says so at its beginning; a later one does not', () => {
  const clock = new FakeClock()
  const environment = new FakeEnvironment([])
  const terminal = new Terminal({ environment, clock })
  const reading = new RequestBudget({ clock }).read()
  const at: BackupProgress = {
    phase: 'fetching',
    first: true,
    listed: 54_588,
    files: 0,
    filesTotal: 54_588,
    bytes: 0,
    bytesTotal: 1024 ** 3,
    failed: 0,
  }
  const show = (progress: BackupProgress): void =>
    backupProgress(terminal, ADELE, (work) => forecastCompletion(work, reading, clock.now()))(progress)
  show({ ...at, first: false })
  show({ ...at, filesTotal: 10 })
  expect(environment.stderr.text).not.toContain('complete on')
  show(at)
  expect(environment.stderr.text).toContain(
    `${ADELE}: 54,588 files, 1.00 GiB, 55,680 request units: first backup complete on 2026-03-09 09:15`,
  )
})
