import {
  backupJob,
  type Control,
  checkJob,
  destroyVaultJob,
  directorySyncJob,
  type JobHandler,
  type JobKind,
  restoreJob,
  retentionJob,
  type VaultStore,
} from '@holdfast/control'
import type { GraphSource } from '../serve/graph-source.ts'
import { VERSION } from '../version.ts'

export interface JobServices {
  readonly control: Control
  readonly vaults: VaultStore
  readonly graph: GraphSource
  readonly restoreDirectory?: string | undefined
}

/** Who does which kind of job. */
export function jobHandlers(services: JobServices): Record<JobKind, JobHandler> {
  const { control, vaults, graph, restoreDirectory: directory } = services
  const client = () => graph.client('backup')
  return {
    backup: backupJob({ control, vaults, graph: client, programVersion: `holdfast ${VERSION}` }),
    restore: restoreJob({ control, vaults, graph: () => graph.client('restore'), directory }),
    retention: retentionJob({ control, vaults }),
    check: checkJob({ control, vaults }),
    'destroy-vault': destroyVaultJob({ control, vaults }),
    'directory-sync': directorySyncJob({ control, graph: client }),
  }
}
