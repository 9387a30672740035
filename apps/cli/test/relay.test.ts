import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '@holdfast/base'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCommand } from '../src/commands/api.ts'
import { connectorCommand } from '../src/commands/connector.ts'
import { jobsCommand } from '../src/commands/jobs.ts'
import { keyCommand } from '../src/commands/key.ts'
import { onedriveCommand } from '../src/commands/onedrive.ts'
import { formsOf, type KeysOfVault, keysOfVaults } from './keys-of-vaults.ts'
import { Needles } from './needles.ts'
import { descendants, foundInMemory, memoryHidden } from './process-memory.ts'
import { ServedOrganisation } from './served-organisation.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const PASSPHRASE = 'three horses in a row'
const VERBS = [keyCommand, connectorCommand, onedriveCommand, jobsCommand, apiCommand]
const hidden = memoryHidden()

const served = new ServedOrganisation(18_424, VERBS)
const elsewhere = mkdtempSync(join(tmpdir(), 'holdfast-elsewhere-'))
let connector: ReturnType<ServedOrganisation['run']>
/** A server without any key: a process that never saw one, whose heap is written down at a signal. */
let server: ChildProcess
let vaults: readonly KeysOfVault[]

beforeAll(async () => {
  // The keys come to lie elsewhere, in another server's life.
  await served.start()
  const { token } = await served.json('key', 'invite')
  writeFileSync(join(served.data, 'token.txt'), `${token}\n`)
  connector = served.run(
    ['connector', '--directory', elsewhere, '--token-file', 'token.txt', '--name', 'Elsewhere'],
    { variables: { HOLDFAST_PASSPHRASE: PASSPHRASE } },
  )
  await served.until(async () => /Elsewhere .* 5 of 5/.test((await served.holdfast('key')).out))
  await served.holdfast('key', 'remove', 'This server')
  await served.until(async () => (await served.json('key')).providers.length === 1)
  await served.stop()
  vaults = (await keysOfVaults(served.data, join(elsewhere, 'connector.key'), PASSPHRASE)).vaults

  server = spawn(
    process.execPath,
    ['--heapsnapshot-signal=SIGUSR2', MAIN, 'serve', '--emulated', '--port', served.port],
    // biome-ignore lint/style/noProcessEnv: another process is started with what this one has
    { cwd: served.data, env: { ...process.env, HOLDFAST_DATA: served.data }, stdio: 'ignore' },
  )
  await served.until(async () => {
    const { out } = await served.holdfast('key')
    return /Elsewhere +connector +connected/.test(out)
  })
}, 180_000)

afterAll(async () => {
  server?.kill('SIGKILL')
  connector?.environment.signal('SIGINT')
  await connector?.ended
  await served[Symbol.asyncDispose]()
  rmSync(elsewhere, { recursive: true, force: true })
}, 60_000)

/** All keys of all vaults, in all forms. */
function needles(): Needles {
  return new Needles(
    vaults.flatMap(({ ekey, masterKey }) =>
      [ekey, masterKey.subarray(0, 32), masterKey.subarray(32, 48), masterKey.subarray(48)].flatMap(formsOf),
    ),
  )
}

function workers(): number[] {
  return descendants(server.pid ?? 0).filter((id) =>
    readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('worker-process'),
  )
}

interface Job {
  readonly state: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly error: { readonly code: string } | null
}

/** Has everybody backed up, and `look` while a backup runs: again, until one has begun before and ended after. */
async function duringBackup<T>(look: () => Promise<T>): Promise<T> {
  for (;;) {
    await served.holdfast('onedrive', 'backup-now', '--all')
    const running = async (): Promise<boolean> =>
      (await served.json('jobs', '--kind', 'backup')).jobs.some(({ state }: Job) => state === 'running')
    while (!(await running())) await systemClock.sleep(5)
    const from = systemClock.now()
    const seen = await look()
    const to = systemClock.now()
    const open = async (): Promise<boolean> =>
      (await served.json('jobs', '--kind', 'backup')).jobs.some(({ endedAt }: Job) => endedAt === null)
    while (await open()) await systemClock.sleep(50)
    const { jobs } = await served.json('jobs', '--kind', 'backup')
    const spans = ({ startedAt, endedAt }: Job): boolean =>
      Date.parse(startedAt ?? '') <= from && Date.parse(endedAt ?? '') >= to
    if (jobs.some(spans)) return seen
  }
}

async function heapSnapshot(): Promise<string> {
  const before = new Set(readdirSync(served.data))
  server.kill('SIGUSR2')
  let size = -1
  for (;;) {
    await systemClock.sleep(50)
    const name = readdirSync(served.data).find((each) => each.endsWith('.heapsnapshot') && !before.has(each))
    if (name === undefined) continue
    const path = join(served.data, name)
    const now = statSync(path).size
    // The process writes it in one go, and does nothing else meanwhile.
    if (now === size && readFileSync(path).subarray(-3).includes('}')) return path
    size = now
  }
}

test.skipIf(process.platform === 'win32')(
  'a heap snapshot of the server during a backup holds no ekey and no derived key',
  async () => {
    const path = await duringBackup(heapSnapshot)
    const heap = readFileSync(path)
    // It is the server's: the API's routes are in it.
    expect(heap.includes('/api/v1/keys/providers')).toBe(true)
    expect(needles().in(heap).size).toBe(0)
  },
  120_000,
)

test.skipIf(hidden !== undefined)(
  `the whole memory of the server holds no key, while the worker's does${hidden ? ` (skipped: ${hidden})` : ''}`,
  async () => {
    // Somebody looks into a backup, too: its content comes through the server, its key does not.
    const { items: people } = await served.json('api', 'GET', '/api/v1/people?search=layla')
    const whose = `/api/v1/people/${people[0].id}/snapshots`
    const { items: snapshots } = await served.json('api', 'GET', whose)
    const { items: entries } = await served.json('api', 'GET', `${whose}/${snapshots[0].id}/entries`)
    expect(entries.length).toBeGreaterThan(0)
    const seen = await duringBackup(async () => {
      const [worker = 0] = workers()
      // Stopped, as under a debugger: whatever it has open stays open while it is looked at.
      process.kill(worker, 'SIGSTOP')
      try {
        return {
          worker: foundInMemory(worker, needles()).size,
          server: foundInMemory(server.pid ?? 0, needles()).size,
        }
      } finally {
        process.kill(worker, 'SIGCONT')
      }
    })
    expect(seen.worker).toBeGreaterThan(0)
    expect(seen.server).toBe(0)
  },
  120_000,
)

test.skipIf(process.platform !== 'linux')(
  'a backup whose worker is killed goes on in the next one; a worker whose server is killed ends',
  async () => {
    const since = systemClock.now()
    const [worker = 0] = workers()
    await duringBackup(async () => workers().map((id) => process.kill(id, 'SIGKILL')))
    const { jobs } = await served.json('jobs', '--kind', 'backup')
    const recent = jobs.filter(({ endedAt }: Job) => Date.parse(endedAt ?? '') > since)
    expect(recent.map(({ state, error }: Job) => error?.code ?? state)).not.toEqual([])
    expect(new Set(recent.map(({ state, error }: Job) => error?.code ?? state))).toEqual(
      new Set(['succeeded']),
    )
    const [next = 0] = workers()
    expect(next).not.toBe(worker)
    server.kill('SIGKILL')
    await once(server, 'exit')
    await served.until(async () => !readdirSync('/proc').includes(String(next)))
  },
  120_000,
)
