import type { BackupResult, ChangeSignals } from '@holdfast/engine'
import { sql as raw, type SqlBool } from 'kysely'
import { type Control, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { isFeatureOpen } from '../licences/editions.ts'
import { licence } from '../licences/licence.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { type Anomaly, BASELINE_RUNS, mayBeUnusual, unusualChanges } from './unusual-changes.ts'

const DAY = 86_400_000
/** How far back the baseline reaches. */
const BASELINE_DAYS = 30

/** The part of a job's result that the baseline is made of. */
interface EarlierRun {
  readonly signals?: ChangeSignals
  readonly snapshotId?: string
  readonly verifiedAt?: string
  readonly counts?: { readonly files: number }
}

export interface FoundAnomalies {
  readonly anomalies: readonly Anomaly[]
  /** The snapshot before: the last one that looked as usual. */
  readonly lastGoodSnapshotId: string | null
  /** When the drive was as that one shows it. */
  readonly lastGoodAt: string | null
}

/**
 * What is unusual in a backup, compared with those of the last 30 days. Nothing while the licence has no anomaly detection.
 * The history is only read where the numbers are large enough.
 */
export async function findAnomalies(
  control: Control,
  { id, onedriveId }: Pick<Row<'job'>, 'id' | 'onedriveId'>,
  { outcome, signals }: Pick<BackupResult, 'outcome' | 'signals'>,
): Promise<FoundAnomalies | undefined> {
  if (outcome === 'unchanged' || !mayBeUnusual(signals)) return undefined
  const { value } = await readSetting(control.sql, licence)
  if (!isFeatureOpen('anomaly-detection', value)) return undefined
  const runs = await earlierRuns(control, id, onedriveId)
  const [latest] = runs
  const anomalies = unusualChanges(
    signals,
    runs.flatMap((run) => run.signals ?? []),
    latest?.counts?.files ?? 0,
  )
  if (anomalies.length === 0) return undefined
  const { snapshotId = null, verifiedAt = null } = latest ?? {}
  return { anomalies, lastGoodSnapshotId: snapshotId, lastGoodAt: verifiedAt }
}

/** The newest first. */
async function earlierRuns(
  control: Control,
  id: string,
  onedriveId: string | null,
): Promise<readonly EarlierRun[]> {
  const rows = await control.sql
    .selectFrom('job')
    .select('result')
    .where('onedriveId', '=', onedriveId)
    .where('kind', '=', 'backup')
    .where('state', 'in', ['succeeded', 'errors'])
    .where('id', '<>', id)
    .where('createdAt', '>', new Date(now(control).getTime() - BASELINE_DAYS * DAY))
    .where(raw<SqlBool>`result->>'outcome' <> 'unchanged'`)
    // What was unusual once makes no habit.
    .where(raw<SqlBool>`result->'anomalies' is null`)
    .orderBy('createdAt', 'desc')
    .limit(BASELINE_RUNS)
    .execute()
  return rows.map(({ result }) => (result ?? {}) as EarlierRun)
}
