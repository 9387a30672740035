import { type Clock, HoldfastError, systemClock } from '@holdfast/base'
import { backupDrive, OpenedSnapshot, restoreToDirectory, restoreToDrive } from '@holdfast/engine'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import {
  acquireLock,
  applyForgetPolicy,
  BlobReader,
  forget,
  LocalStorage,
  loadIndex,
  prune,
  Repository,
} from '@holdfast/repository'
import type { ChaosJob } from './job-messages.ts'

/** Nobody else is at work on the vault: a lock need not settle. */
const clock: Clock = {
  now: () => systemClock.now(),
  sleep: async (ms, signal) => (ms < 1000 ? undefined : await systemClock.sleep(ms, signal)),
}

/** Some files of a restore could not be written. */
export class FilesFailed extends Error {
  readonly codes: readonly string[]

  constructor(failures: readonly { readonly code: string }[]) {
    super(JSON.stringify(failures))
    this.codes = failures.map(({ code }) => code)
  }
}

/** Does a job on a vault in a local folder. Raises what the job raises, and FilesFailed. */
export async function performJob(job: ChaosJob): Promise<{ downloads: number }> {
  const repository = await Repository.open(new LocalStorage(job.vault), { password: job.password }, { clock })
  await using client = new GraphClient({
    tokens: fixedToken(job.token),
    graphRoot: job.baseUrl,
    budget: new RequestBudget({ unlimited: true }),
  })
  switch (job.kind) {
    case 'backup': {
      const { changes, failures } = await backupDrive({
        source: client,
        driveId: job.driveId,
        repository,
        workers: 1,
        ...(job.checkpoints && { checkpointInterval: 0 }),
      })
      if (failures.length > 0) throw new FilesFailed(failures)
      return { downloads: changes.fetched }
    }
    case 'prune':
      await forgetAndPrune(repository, job.keepLast)
      return { downloads: 0 }
    case 'restore to drive': {
      const { failures } = await restoreToDrive({
        snapshot: await openLatest(repository),
        target: client,
        driveId: job.targetDriveId ?? '',
        conflict: 'replace',
      })
      if (failures.length > 0) throw new FilesFailed(failures)
      return { downloads: 0 }
    }
    case 'restore to directory': {
      const { failures } = await restoreToDirectory({
        snapshot: await openLatest(repository),
        target: job.folder ?? '',
        conflict: 'replace',
      })
      if (failures.length > 0) throw new FilesFailed(failures)
      return { downloads: 0 }
    }
  }
}

/** The codes of what a job raised; undefined for an error without a code, which nobody can act on. */
export function codesOf(error: unknown): readonly string[] | undefined {
  if (error instanceof FilesFailed) return error.codes
  return error instanceof HoldfastError ? [error.code] : undefined
}

async function forgetAndPrune(repository: Repository, keepLast: number): Promise<void> {
  await using _ = await acquireLock(repository, { exclusive: true })
  const decisions = applyForgetPolicy(await repository.snapshots(), { keepLast })
  await forget(
    repository,
    decisions.filter(({ keep }) => !keep).map(({ snapshot }) => snapshot.id),
  )
  await prune(repository, { maxUnusedPercent: 0 })
}

async function openLatest(repository: Repository): Promise<OpenedSnapshot> {
  const reader = new BlobReader(repository, await loadIndex(repository))
  return await OpenedSnapshot.open(await repository.findSnapshot('latest'), reader)
}
