import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom, systemClock } from '@holdfast/base'
import { JobQueue, systemActor } from '@holdfast/control'
import { backupDrive, Exclusions, type OpenedSnapshot } from '@holdfast/engine'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { expect, test } from 'vitest'
import { KeyWorld, type TestConnector } from '../../../packages/control/test/keyring/key-world.ts'
import { descendants } from '../../cli/test/process-memory.ts'
import { WorkerHost } from '../src/worker/worker-host.ts'

const actor = systemActor('test')
const LARGE = seededRandom(5).bytes(7_000_000)

/** A server's side of a worker: database, connectors, a vault with one snapshot. */
async function worldWithWorker() {
  await using stack = new AsyncDisposableStack()
  const world = stack.use(await KeyWorld.make())
  stack.use(await JobQueue.start(world.control))
  const connector = await world.connector('One')
  let isThere = true
  const leave = async (): Promise<void> => {
    if (isThere) await connector[Symbol.asyncDispose]()
    isThere = false
  }
  stack.defer(leave)
  const vaultId = await world.vault()
  const snapshotId = await backUp(world, vaultId)
  const errors: unknown[] = []
  const host = stack.use(
    await WorkerHost.start(world.control, {
      settings: { dataDirectory: mkdtempSync(join(tmpdir(), 'holdfast-worker-')) },
      hub: world.hub,
      onBackupsDue: () => {},
      onKeyMissing: () => {},
      onError: (_message, error) => errors.push(error),
    }),
  )
  const open = (): Promise<OpenedSnapshot> => host.snapshots.snapshot(vaultId, snapshotId, actor)
  const parts = stack.move()
  return {
    world,
    host,
    connector,
    leave,
    errors,
    vaultId,
    open,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}

async function backUp(world: KeyWorld, vaultId: string): Promise<string> {
  await using emulator = await GraphEmulator.start()
  const { drive, userPrincipalName } = emulator.tenant.addUser({
    displayName: 'Ada',
    userPrincipalName: 'ada@contoso.onmicrosoft.com',
  })
  drive?.putFile('root', 'small.txt', Buffer.from('a few words'))
  drive?.putFile('root', 'large.bin', LARGE)
  await using client = new GraphClient({
    tokens: fixedToken(emulator.issueToken()),
    graphRoot: emulator.baseUrl,
    budget: new RequestBudget({ unlimited: true }),
  })
  const result = await backupDrive({
    source: client,
    driveId: drive?.id ?? '',
    principal: userPrincipalName,
    person: { principalName: userPrincipalName, displayName: 'Ada' },
    repository: await world.vaults.open(vaultId, { reason: 'backup' }),
    exclusions: new Exclusions({}),
    quarantineMalware: false,
    programVersion: 'holdfast test',
  })
  return result.snapshotId
}

async function read(snapshot: OpenedSnapshot, name: string, range = {}): Promise<Buffer> {
  const nodes = await snapshot.reader.readTree(snapshot.filesTree)
  const node = nodes.find((each) => each.name === name)
  const pieces: Buffer[] = []
  for await (const piece of snapshot.reader.readFile(node ?? {}, range)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await systemClock.sleep(20)
}

test('what a worker reads for the server is what was backed up, whole and in parts', async () => {
  await using there = await worldWithWorker()
  const snapshot = await there.open()
  expect((await read(snapshot, 'small.txt')).toString()).toBe('a few words')
  expect((await read(snapshot, 'large.bin')).equals(LARGE)).toBe(true)
  const part = await read(snapshot, 'large.bin', { offset: 3_000_000, length: 1_000_001 })
  expect(part.equals(LARGE.subarray(3_000_000, 4_000_001))).toBe(true)
  expect((await snapshot.driveState()).counts.files).toBe(2)
  // Whoever has enough of a file stops reading it.
  const large = (await snapshot.reader.readTree(snapshot.filesTree)).find(({ name }) => name === 'large.bin')
  for await (const piece of snapshot.reader.readFile(large ?? {})) {
    expect(piece.length).toBeGreaterThan(0)
    break
  }
  expect(there.connector.log.map(({ reason }) => reason)).toEqual(['browse'])
})

test('what keeps the worker from a vault is told by its code', async () => {
  await using there = await worldWithWorker()
  await expect(there.host.snapshots.snapshot(there.vaultId, 'f'.repeat(64), actor)).rejects.toMatchObject({
    code: 'HF_SNAPSHOT_NOT_FOUND',
    status: 404,
  })
  await there.leave()
  there.host.providersChanged()
  const missing = crypto.randomUUID()
  await expect(there.host.snapshots.snapshot(missing, 'f'.repeat(64), actor)).rejects.toMatchObject({
    code: 'HF_NOT_FOUND',
  })
})

test('a connector that goes and comes back is known to the worker', async () => {
  await using there = await worldWithWorker()
  await there.leave()
  there.host.providersChanged()
  await expect(there.open()).rejects.toMatchObject({ code: 'EKEY_UNAVAILABLE' })
  await using _back: TestConnector = await there.world.run(there.connector)
  there.host.providersChanged()
  expect((await read(await there.open(), 'small.txt')).toString()).toBe('a few words')
})

test('a worker that is killed is started again, and says so to whoever asks meanwhile', async () => {
  await using there = await worldWithWorker()
  const before = await there.open()
  const { processId = 0 } = there.host
  process.kill(processId, 'SIGKILL')
  await expect(read(before, 'large.bin')).rejects.toMatchObject({ code: 'HF_WORKER_AWAY', retry: 'now' })
  await until(() => there.errors.length === 1)
  expect(there.errors[0]).toMatchObject({
    code: 'HF_WORKER_AWAY',
    context: { reason: 'it was ended by SIGKILL' },
  })
  await until(() => there.host.processId !== undefined && there.host.processId !== processId)
  expect((await read(await there.open(), 'small.txt')).toString()).toBe('a few words')
})

test('Ctrl-C in a terminal, which reaches all processes, does not end the worker before the server says so', async () => {
  await using there = await worldWithWorker()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(there.host.processId ?? 0, signal)
  expect((await read(await there.open(), 'small.txt')).toString()).toBe('a few words')
  expect(there.errors).toEqual([])
})

test.skipIf(process.platform !== 'linux').each([0, 500, 700])(
  'a server that stops %i ms after the death of its worker leaves no process behind',
  async (delay) => {
    {
      await using there = await worldWithWorker()
      process.kill(there.host.processId ?? 0, 'SIGKILL')
      await until(() => there.host.processId === undefined)
      await systemClock.sleep(delay)
    }
    expect(descendants(process.pid).filter(isWorker)).toEqual([])
  },
)

function isWorker(id: number): boolean {
  return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('worker-process')
}
