import {
  backupJob,
  type Control,
  directorySyncJob,
  type JobHandler,
  type JobKind,
  type VaultStore,
} from '@holdfast/control'
import { VERSION } from '../version.ts'
import type { GraphSource } from './graph-source.ts'

export interface JobServices {
  readonly control: Control
  readonly vaults: VaultStore
  readonly graph: GraphSource
}

/** Who does which kind of job. */
export function jobHandlers({ control, vaults, graph }: JobServices): Partial<Record<JobKind, JobHandler>> {
  const client = () => graph.client('backup')
  return {
    backup: backupJob({ control, vaults, graph: client, programVersion: `holdfast ${VERSION}` }),
    'directory-sync': directorySyncJob({ control, graph: client }),
  }
}
