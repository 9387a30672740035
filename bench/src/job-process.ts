import { keepHeapLean } from '@holdfast/base'
import { type BackupResult, backupDrive, OpenedSnapshot, restoreToDrive } from '@holdfast/engine'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { BlobReader, LocalStorage, loadIndex, Repository } from '@holdfast/repository'
import { Agent, request } from 'undici'
import { peakMemory } from './peak-memory.ts'
import { primitiveSeconds } from './primitive-steps.ts'
import { timed } from './stopwatch.ts'

export const PASSWORD = 'bench'

interface Connection {
  readonly baseUrl: string
  readonly token: string
  readonly driveId: string
  /** PEM of the emulator's authority, with TLS. */
  readonly ca?: string
}

/** Work for a process of its own. */
export type WorkerJob =
  /** Downloads everything and throws it away: the floor that a backup is measured against. */
  | (Connection & { readonly kind: 'discard' })
  | (Connection & { readonly kind: 'backup'; readonly repository: string })
  | (Connection & { readonly kind: 'restore'; readonly repository: string })
  /** The unavoidable work of a backup on so many bytes, each step by itself. */
  | { readonly kind: 'primitives'; readonly bytes: number }
  /** Uploads as many bytes from memory: the floor of a restore. */
  | (Connection & { readonly kind: 'upload'; readonly files: number; readonly size: number })

type GraphJob = Exclude<WorkerJob, { kind: 'primitives' }>

export interface JobReport {
  /** Of the work itself, without the start of the process. */
  readonly seconds: number
  /** User and system time of the whole process. */
  readonly cpuSeconds: number
  readonly peakMemory: number
  readonly requests: number
  readonly units: number
  readonly result?: BackupResult
}

const CONCURRENCY = 8

// As the `holdfast` command does.
keepHeapLean()

/** Whoever waits for the report is gone: nobody needs the work. */
const abandoned = (): void => {
  process.kill(process.pid)
}

process.once('disconnect', abandoned)
process.once('message', (job: WorkerJob) => {
  perform(job)
    .then(
      (report) => process.send?.(report),
      (error: unknown) => {
        console.error(error)
        process.exitCode = 1
      },
    )
    .finally(() => {
      process.off('disconnect', abandoned)
      process.disconnect?.()
    })
})

async function perform(job: WorkerJob): Promise<JobReport> {
  if (job.kind === 'primitives') {
    const seconds = primitiveSeconds(job.bytes)
    return { seconds, cpuSeconds: seconds, peakMemory: peakMemory(), requests: 0, units: 0 }
  }
  await using client = new GraphClient({
    tokens: fixedToken(job.token),
    graphRoot: job.baseUrl,
    ...(job.ca && { ca: job.ca }),
    budget: new RequestBudget({ unlimited: true }),
  })
  const { seconds, value: result } = await timed(() => work(job, client))
  const { user, system } = process.cpuUsage()
  const { requests, units } = client.meter
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMemory: peakMemory(),
    requests,
    units,
    ...(result && { result }),
  }
}

async function work(job: GraphJob, client: GraphClient): Promise<BackupResult | undefined> {
  switch (job.kind) {
    case 'discard':
      await discard(client, job.driveId)
      return undefined
    case 'backup':
      return await backupDrive({
        source: client,
        driveId: job.driveId,
        repository: await openRepository(job.repository),
        concurrency: CONCURRENCY,
      })
    case 'restore': {
      const repository = await openRepository(job.repository)
      const reader = new BlobReader(repository, await loadIndex(repository))
      const snapshot = await OpenedSnapshot.open(await repository.findSnapshot('latest'), reader)
      await restoreToDrive({ snapshot, target: client, driveId: job.driveId, concurrency: CONCURRENCY })
      return undefined
    }
    case 'upload':
      await uploadFromMemory(client, job)
      return undefined
  }
}

async function openRepository(path: string): Promise<Repository> {
  const storage = new LocalStorage(path)
  for await (const _ of storage.list('config')) return await Repository.open(storage, { password: PASSWORD })
  return await Repository.init(storage, { password: PASSWORD })
}

/** The listing by our client, the bytes by undici alone. */
async function discard(client: GraphClient, driveId: string): Promise<void> {
  const urls: string[] = []
  for await (const page of client.delta(driveId)) {
    for (const item of page.items) {
      const url = item['@microsoft.graph.downloadUrl']
      if (url) urls.push(url)
    }
  }
  const dispatcher = new Agent({ connections: 64 })
  const queue = urls.values()
  const lane = async (): Promise<void> => {
    for (const url of queue) {
      const { body } = await request(url, { dispatcher })
      for await (const _ of body) {
        // Thrown away.
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
  await dispatcher.close()
}

async function uploadFromMemory(
  client: GraphClient,
  job: Extract<WorkerJob, { kind: 'upload' }>,
): Promise<void> {
  const content = Buffer.alloc(job.size, 'upload')
  const root = await client.item(job.driveId, 'root')
  const numbers = Array.from({ length: job.files }, (_, at) => at).values()
  const lane = async (): Promise<void> => {
    for (const number of numbers) {
      const target = { parentId: root.id, name: `${number}.bin` }
      await client.upload(job.driveId, target, {
        size: job.size,
        conflict: 'fail',
        open: async function* (offset) {
          yield content.subarray(offset)
        },
      })
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
}
