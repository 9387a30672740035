import type { Control } from '../control.ts'
import type { BackupStatus, JobState, OneDriveState } from '../database/tables.ts'

export interface StateCounts {
  /** Jobs that wait or run, and of those made within the last 24 hours the ones that ended. */
  readonly jobs: readonly { readonly kind: string; readonly state: JobState; readonly count: number }[]
  readonly onedrives: readonly {
    readonly state: OneDriveState
    readonly lastStatus: BackupStatus
    readonly count: number
  }[]
}

const DAY_MS = 24 * 3_600_000

/** How many jobs and OneDrives are in each state, of the whole organisation: for whoever watches the server. */
export async function countStates({ sql, clock }: Pick<Control, 'sql' | 'clock'>): Promise<StateCounts> {
  const jobs = await sql
    .selectFrom('job')
    .select(({ fn }) => ['kind', 'state', fn.countAll<number>().as('count')])
    .where((query) =>
      query.or([
        query('state', 'in', ['queued', 'running']),
        query('createdAt', '>', new Date(clock.now() - DAY_MS)),
      ]),
    )
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute()
  const onedrives = await sql
    .selectFrom('onedrive')
    .select(({ fn }) => ['state', 'lastStatus', fn.countAll<number>().as('count')])
    .groupBy(['state', 'lastStatus'])
    .orderBy('state')
    .orderBy('lastStatus')
    .execute()
  return { jobs, onedrives }
}
