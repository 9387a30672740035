import { writeSync } from 'node:fs'
import { backupDrive, OpenedSnapshot, restoreToDirectory, restoreToDrive } from '@holdfast/engine'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import {
  acquireLock,
  applyForgetPolicy,
  BlobReader,
  forget,
  loadIndex,
  prune,
  Repository,
} from '@holdfast/repository'
import { DeadlyStorage } from './deadly-storage.ts'
import { Death } from './death.ts'
import type { ChaosJob, ChaosReport } from './job-messages.ts'

/** A process that does one job on a vault, and may be told to die on the way. Waits for its job, so that it can be started ahead. */
process.once('message', (job: ChaosJob) => {
  const death = new Death(job.dieAt, job.family)
  perform(job, death).then(
    (result) => report({ kind: 'done', events: death.events, ...result }),
    (error: unknown) =>
      report({ kind: 'failed', error: error instanceof Error ? String(error.stack) : String(error) }),
  )
})
process.send?.('ready')

function report(message: ChaosReport): void {
  writeSync(3, `${JSON.stringify(message)}\n`)
  process.disconnect?.()
}

async function perform(job: ChaosJob, death: Death): Promise<{ snapshotId?: string; downloads?: number }> {
  const repository = await Repository.open(new DeadlyStorage(job.vault, death), { password: job.password })
  await using client = new GraphClient({
    tokens: fixedToken(job.token),
    graphRoot: job.baseUrl,
    budget: new RequestBudget({ unlimited: true }),
  })
  death.watchGraph()
  switch (job.kind) {
    case 'backup': {
      const result = await backupDrive({
        source: client,
        driveId: job.driveId,
        repository,
        workers: 1,
        ...(job.checkpoints && { checkpointInterval: 0 }),
      })
      return { snapshotId: result.snapshotId, downloads: result.changes.fetched }
    }
    case 'prune': {
      await using _ = await acquireLock(repository, { exclusive: true })
      const decisions = applyForgetPolicy(await repository.snapshots(), { keepLast: job.keepLast ?? 3 })
      await forget(
        repository,
        decisions.filter(({ keep }) => !keep).map(({ snapshot }) => snapshot.id),
      )
      await prune(repository)
      return {}
    }
    case 'restore to drive': {
      const snapshot = await openLatest(repository)
      const { failures } = await restoreToDrive({
        snapshot,
        target: client,
        driveId: job.target ?? '',
        conflict: 'replace',
      })
      if (failures.length > 0) throw new Error(JSON.stringify(failures))
      return {}
    }
    case 'restore to directory': {
      const snapshot = await openLatest(repository)
      const { failures } = await restoreToDirectory({
        snapshot,
        target: job.target ?? '',
        conflict: 'replace',
      })
      if (failures.length > 0) throw new Error(JSON.stringify(failures))
      return {}
    }
  }
}

async function openLatest(repository: Repository): Promise<OpenedSnapshot> {
  const reader = new BlobReader(repository, await loadIndex(repository))
  return await OpenedSnapshot.open(await repository.findSnapshot('latest'), reader)
}
