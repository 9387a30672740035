import {
  backupJob,
  type Control,
  directorySyncJob,
  type JobHandler,
  type JobKind,
  restoreJob,
  type VaultStore,
} from '@holdfast/control'
import { VERSION } from '../version.ts'
import type { GraphSource } from './graph-source.ts'

export interface JobServices {
  readonly control: Control
  readonly vaults: VaultStore
  readonly graph: GraphSource
  readonly restoreDirectory?: string | undefined
}

/** Who does which kind of job. */
export function jobHandlers(services: JobServices): Partial<Record<JobKind, JobHandler>> {
  const { control, vaults, graph, restoreDirectory: directory } = services
  const client = () => graph.client('backup')
  return {
    backup: backupJob({ control, vaults, graph: client, programVersion: `holdfast ${VERSION}` }),
    restore: restoreJob({ control, vaults, graph: () => graph.client('restore'), directory }),
    'directory-sync': directorySyncJob({ control, graph: client }),
  }
}
