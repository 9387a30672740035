import { raiseAlert } from '../alerts/raise-alert.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import type { FoundAnomalies } from './find-anomalies.ts'
import { describeAnomalies } from './unusual-changes.ts'

/** Tells of a backup that is unlike those before, in the transaction that ends it. */
export async function raiseAnomaly(
  control: Control,
  transaction: Sql,
  { id, personId }: Row<'job'>,
  { displayName }: Pick<Row<'person'>, 'displayName'>,
  { anomalies, lastGoodSnapshotId, lastGoodAt }: FoundAnomalies,
): Promise<void> {
  if (personId === null) return
  await raiseAlert(control, transaction, {
    kind: 'anomaly',
    subject: personId,
    details: {
      person: displayName,
      personId,
      finding: describeAnomalies(anomalies),
      job: id,
      lastGoodSnapshot: lastGoodSnapshotId,
      lastGoodAt,
    },
  })
}
