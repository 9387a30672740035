import { Semaphore } from '@holdfast/base'
import { backupDrive, type DriveSource, OpenedSnapshot, restoreToDrive } from '@holdfast/engine'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { BlobReader, loadIndex, MemoryStorage, Repository } from '@holdfast/repository'
import { expect, test } from 'vitest'
import { FAST_KDF } from '../../packages/repository/test/fast-kdf.ts'
import { IdleClock } from './idle-clock.ts'

const DRIVES = 100
const FILES = 22
const MINUTE = 60_000

/**
 * The smallest licence band, with the emulator charging each request as SharePoint does and refusing what goes beyond:
 * 1,200 units a minute, of which we allow ourselves 960.
 */
test('a first backup of 100 drives by the engine is hardly ever turned away, and leaves a restore its share', async () => {
  await using emulator = await startThrottled()
  await using clock = new IdleClock(emulator.running)
  const { tenant, meter } = emulator.running
  const drives = Array.from({ length: DRIVES }, (_, n) => {
    const { drive } = tenant.addUser({
      displayName: `Person ${n}`,
      userPrincipalName: `person${n}@contoso.onmicrosoft.com`,
    })
    for (let i = 0; i < FILES; i++) drive?.putFile('root', `file ${i}`, Buffer.from(`content ${n} ${i}`))
    return drive?.id ?? ''
  })
  const target = tenant.addUser({
    displayName: 'Target',
    userPrincipalName: 'target@contoso.onmicrosoft.com',
  })

  // One budget for everyone who asks in this tenant.
  const budget = new RequestBudget({ clock, licences: 300 })
  const connection = {
    tokens: fixedToken(emulator.running.issueToken()),
    graphRoot: emulator.running.baseUrl,
    budget,
    clock,
  }
  await using backups = new GraphClient({ ...connection, purpose: 'backup' })
  await using restores = new GraphClient({ ...connection, purpose: 'restore' })

  const start = clock.now()
  let restore: Promise<number> | undefined
  let failed = 0
  const lanes = new Semaphore(8)
  await Promise.all(
    drives.map((driveId, n) =>
      lanes.run(async () => {
        const repository = await newVault()
        const result = await backupDrive({
          source: askingForEachUrl(backups),
          driveId,
          repository,
          workers: 1,
          concurrency: 4,
          clock,
        })
        failed += result.failures.length
        if (n === DRIVES / 2) restore = restoreElsewhere(repository, restores, target.drive?.id ?? '', clock)
      }),
    ),
  )
  const minutes = (clock.now() - start) / MINUTE
  const restoreMinutes = ((await restore) ?? Number.NaN) / MINUTE

  const { unitsPerMinute } = budget.read()
  const used = meter.units / (unitsPerMinute * minutes)
  console.log(
    `${meter.requests} requests, ${meter.units} units in ${minutes.toFixed(1)} minutes: ${(used * 100).toFixed(1)} % of ` +
      `${unitsPerMinute} a minute; ${meter.throttled} turned away; the restore of ${FILES} files took ${restoreMinutes.toFixed(2)} minutes`,
  )
  expect(failed).toBe(0)
  expect(meter.throttled).toBeLessThanOrEqual(meter.requests * 0.001)
  // With an idle processor it is nine tenths and more; on a busy one the clock runs ahead of our own work. The client's
  // test (throttled-tenant.test.ts) holds that figure, without an engine whose work takes real time.
  expect(used).toBeGreaterThan(0.3)
  expect(minutes).toBeGreaterThan(2)
  // It costs about 80 units; in the row behind the backups it would wait for minutes.
  expect(restoreMinutes).toBeLessThan(0.5)
  expect([...(target.drive?.items() ?? [])].filter((item) => item.content)).toHaveLength(FILES)
}, 300_000)

/** Without the URLs that come with a listing: each download is asked of Graph, which charges a unit for it and may refuse. */
function askingForEachUrl(client: GraphClient): DriveSource {
  return new Proxy<DriveSource>(client, {
    get: (source, name: keyof DriveSource) => {
      if (name !== 'delta') return source[name].bind(source)
      return async function* (...call: Parameters<DriveSource['delta']>) {
        for await (const page of source.delta(...call)) {
          const items = page.items.map(({ '@microsoft.graph.downloadUrl': _, ...item }) => item)
          yield { ...page, items }
        }
      }
    },
  })
}

async function startThrottled(): Promise<AsyncDisposable & { readonly running: GraphEmulator }> {
  const running = await GraphEmulator.start({ throttling: true, licences: 300 })
  return { running, [Symbol.asyncDispose]: () => running.close() }
}

async function newVault(): Promise<Repository> {
  return await Repository.init(new MemoryStorage(), { password: 'test', kdf: FAST_KDF })
}

/** Gives the time it took, milliseconds of the tenant's time. */
async function restoreElsewhere(
  repository: Repository,
  target: GraphClient,
  driveId: string,
  clock: IdleClock,
): Promise<number> {
  const start = clock.now()
  const reader = new BlobReader(repository, await loadIndex(repository))
  const snapshot = await OpenedSnapshot.open(await repository.findSnapshot('latest'), reader)
  const { failures } = await restoreToDrive({ snapshot, target, driveId })
  expect(failures).toEqual([])
  return clock.now() - start
}
