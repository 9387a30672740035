import type { GraphClient } from '@holdfast/graph'
import type { Control } from '../control.ts'
import { syncDirectory } from '../directory/sync-directory.ts'
import type { JobHandler } from './worker.ts'

/** Brings people up to date with Microsoft 365. */
export function directorySyncJob(services: {
  readonly control: Control
  readonly graph: () => Promise<GraphClient>
}): JobHandler {
  return async (run) => {
    const { signal } = run
    const { skipped, missingGroups, ...counts } = await syncDirectory(
      services.control,
      await services.graph(),
      { signal, onProgress: (progress) => run.progress(progress) },
    )
    for (const { principalName, reason } of skipped)
      run.log({ level: 'warning', code: reason, message: `${principalName} was left out` })
    for (const id of missingGroups)
      run.log({ level: 'warning', message: `A mapping rule names a group that does not exist: ${id}` })
    return {
      state: skipped.length + missingGroups.length > 0 ? 'errors' : 'succeeded',
      result: { ...counts, skipped: skipped.length, missingGroups: missingGroups.length },
    }
  }
}
