import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKeyFile } from '@holdfast/keys'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasRestic, resticReason } from '../../../packages/repository/test/restic.ts'
import { apiCommand } from '../src/commands/api.ts'
import { connectorCommand } from '../src/commands/connector.ts'
import { jobsCommand } from '../src/commands/jobs.ts'
import { keyCommand } from '../src/commands/key.ts'
import { onedriveCommand } from '../src/commands/onedrive.ts'
import { rebuildCommand } from '../src/commands/rebuild.ts'
import { recoveryCommand } from '../src/commands/recovery.ts'
import { runProgram } from '../src/program.ts'
import { formsOf, keysOfVaults } from './keys-of-vaults.ts'
import { Needles } from './needles.ts'
import { ServedOrganisation } from './served-organisation.ts'

const VERBS = [
  rebuildCommand,
  keyCommand,
  connectorCommand,
  recoveryCommand,
  onedriveCommand,
  jobsCommand,
  apiCommand,
]
const PERSON = 'layla.haddad@contoso.onmicrosoft.com'
const PASSPHRASE = 'three horses in a row'

const served = new ServedOrganisation(18_421, VERBS)
const { data } = served
const holdfast = (...args: string[]) => served.holdfast(...args)
const json = (...args: string[]) => served.json(...args)
const until = (holds: () => Promise<boolean>) => served.until(holds)
const elsewhere = mkdtempSync(join(tmpdir(), 'holdfast-elsewhere-'))
let connector: ReturnType<ServedOrganisation['run']> | undefined

function startConnector(): void {
  connector = served.run(
    ['connector', '--directory', elsewhere, '--token-file', 'token.txt', '--name', 'Elsewhere'],
    { variables: { HOLDFAST_PASSPHRASE: PASSPHRASE } },
  )
}

async function stopConnector(): Promise<void> {
  connector?.environment.signal('SIGINT')
  await connector?.ended
}

beforeAll(() => served.start(), 120_000)
afterAll(async () => {
  await stopConnector()
  await served[Symbol.asyncDispose]()
  rmSync(elsewhere, { recursive: true, force: true })
}, 60_000)

test('the start says where the key lies, and how to keep it elsewhere', async () => {
  expect(served.server.stdout.text).toContain(join(data, 'connector.key'))
  expect(served.server.stdout.text).toContain('npx holdfast key invite')
  expect((await holdfast('key')).out).toMatch(/This server +connector +connected +5 of 5/)
  // The last one stays.
  expect((await holdfast('key', 'remove', 'This server')).err).toContain('HF_LAST_KEY_PROVIDER')
})

test('a connector elsewhere takes over, the first is removed, and backups go on', async () => {
  const { token } = await json('key', 'invite')
  writeFileSync(join(data, 'token.txt'), `${token}\n`)
  startConnector()
  await until(async () => /Elsewhere +connector +connected +5 of 5/.test((await holdfast('key')).out))
  expect((await holdfast('key', 'remove', 'This server')).code).toBe(0)
  expect((await served.backUp(PERSON)).state).toBe('succeeded')
  const log = readFileSync(join(elsewhere, 'connector.log'), 'utf8')
  expect(log).toMatch(/"reason":"backup".*"outcome":"given"/)
  // Its key file opens with the passphrase alone.
  const text = readFileSync(join(elsewhere, 'connector.key'), 'utf8')
  await expect(openKeyFile(text, 'guessed')).rejects.toMatchObject({ code: 'HF_PASSPHRASE_WRONG' })
}, 120_000)

test('a token is good once', async () => {
  const { environment: other, ended } = served.run([
    ...['connector', '--directory', join(elsewhere, 'two'), '--token-file', 'token.txt', '--no-passphrase'],
  ])
  await ended
  expect(other.stderr.text).toContain('used before')
  expect(other.exitCode).not.toBe(0)
})

test('with all connectors stopped a backup fails with EKEY_UNAVAILABLE, the alert shows, and it runs by itself after a return', async () => {
  await stopConnector()
  expect(await served.backUp(PERSON)).toMatchObject({ state: 'failed', error: { code: 'EKEY_UNAVAILABLE' } })
  await until(async () => {
    const { items } = await json('api', 'GET', '/api/v1/alerts')
    return items.some(
      ({ kind, severity }: { kind: string; severity: string }) =>
        kind === 'key-provider-not-connected' && severity === 'critical',
    )
  })
  startConnector()
  const wasBackedUp = async () => {
    const { jobs } = await json('jobs', '--kind', 'backup')
    return jobs[0].state === 'succeeded' && jobs[0].slotAt !== null
  }
  // Its next slot is hours away.
  await until(wasBackedUp)
  await until(async () => {
    const { items } = await json('api', 'GET', '/api/v1/alerts')
    return !items.some(({ kind }: { kind: string }) => kind === 'key-provider-not-connected')
  })
}, 120_000)

test('nothing of a key reaches the disk of the server, its database, its API or its words', async () => {
  const { vaults, privateKey } = await keysOfVaults(data, join(elsewhere, 'connector.key'), PASSPHRASE)
  const keys = vaults.flatMap(({ ekey, masterKey }) => [ekey, masterKey.subarray(0, 32)])
  const needles = new Needles([...keys, privateKey].flatMap(formsOf))
  expect(vaults.length).toBeGreaterThanOrEqual(5)
  const haystacks = new Map<string, Buffer>()
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) haystacks.set(entry.name, readFileSync(join(entry.parentPath, entry.name)))
  const answers = await Promise.all(
    ['keys/providers', 'jobs', 'audit', 'alerts'].map((path) => holdfast('api', 'GET', `/api/v1/${path}`)),
  )
  haystacks.set(
    'words',
    Buffer.from(served.server.stdout.text + served.server.stderr.text + answers.map(({ out }) => out).join()),
  )
  for (const [name, content] of haystacks)
    if (needles.in(content).size > 0) throw new Error(`a key lies in ${name}`)
}, 60_000)

test('the recovery kit is confirmed by typing, and then opens vaults without server and database', async () => {
  const wrong = served.environment('recovery', 'kit', '--out', 'wrong.txt')
  wrong.answer = () => 'wrong'
  await runProgram(VERBS, wrong)
  expect(wrong.stderr.text).toContain('HF_KIT_NOT_CONFIRMED')
  expect((await json('recovery')).kit).toBeNull()

  const own = served.environment('recovery', 'kit', '--out', 'kit.txt', '--organisation', 'Contoso')
  own.answer = (question) => {
    const sheet = readFileSync(join(data, 'kit.txt'), 'utf8')
    const words = /begin of the words ---([\s\S]*)--- end/.exec(sheet)?.[1]?.match(/[a-z]+/g) ?? []
    return words[Number(/\d+/.exec(question)?.[0]) - 1]
  }
  await runProgram(VERBS, own)
  expect(own.stderr.text).toBe('')
  await until(async () => (await json('recovery')).kit?.vaults === 5)

  const storage = join(data, 'storage')
  const [vaultId = ''] = readdirSync(join(storage, 'vaults'))
  const opened = await json('recovery', 'open', '--kit', 'kit.txt', '--vault', vaultId)
  expect(opened.command).toBe(`restic -r ${join(storage, 'vaults', vaultId)} snapshots`)
  expect(opened.password).toMatch(/^[\w-]{43}$/)
  const drill = await json('recovery', 'drill', '--kit', 'kit.txt', '--sample', '3')
  expect(drill.results.map(({ problem }: { problem: string | null }) => problem)).toEqual([null, null, null])
  expect((await holdfast('recovery', 'open', '--kit', 'wrong.txt', '--vault', vaultId)).err).toContain(
    'HF_KIT_OPENS_NOT',
  )
  expect(served.server.stderr.text).not.toMatch(/Error|Warning/)
}, 120_000)

test.skipIf(!hasRestic)(
  `restic opens a vault by the kit, with database and server gone${resticReason}`,
  async () => {
    await stopConnector()
    await served.stop()
    rmSync(join(data, 'database'), { recursive: true })
    for (const vaultId of readdirSync(join(data, 'storage', 'vaults'))) {
      const { directory, password } = await json('recovery', 'open', '--kit', 'kit.txt', '--vault', vaultId)
      // biome-ignore lint/style/noProcessEnv: another program is started with what this one has, and the password
      const env = { ...process.env, RESTIC_PASSWORD: password }
      const said = execFileSync('restic', ['-r', directory, '--no-cache', 'check'], { env, encoding: 'utf8' })
      expect(said).toContain('no errors were found')
    }
  },
  120_000,
)

test('with database, connectors and server gone the kit brings everything back, and gives the new server every key', async () => {
  await stopConnector()
  await served.stop()
  for (const name of ['database', 'connector.key', 'secrets.key'])
    rmSync(join(data, name), { recursive: true, force: true })
  expect((await json('rebuild')).damaged.map(({ code }: { code: string }) => code)).toContain(
    'EKEY_UNAVAILABLE',
  )
  const rebuilt = await json('rebuild', '--kit', 'kit.txt')
  expect(rebuilt).toMatchObject({ vaults: 4, damaged: [] })
  // From now on by its own key.
  expect(await json('rebuild')).toMatchObject({ vaults: 4, damaged: [] })
}, 120_000)

test('a server that lost the key of its settings starts all the same, and its own connector is let in', async () => {
  rmSync(join(data, 'secrets.key'))
  served.begin()
  await until(
    async () =>
      served.server.stdout.text.includes('is running at') || served.server.stderr.text.includes('Error'),
  )
  expect(served.server.stderr.text).not.toContain('Error')
  expect((await holdfast('key')).out).toMatch(/This server +connector +connected/)
}, 120_000)
