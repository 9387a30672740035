import { type GraphClient, graphErrors } from '@holdfast/graph'
import type { Row } from '../database/tables.ts'

/** Looked up each time: a person's drive can become another one. Raises EUSERNOTFOUND, HF_NO_DRIVE. */
export async function findDriveId(
  client: Pick<GraphClient, 'findDrive'>,
  { directoryId, principalName }: Pick<Row<'person'>, 'directoryId' | 'principalName'>,
  signal: AbortSignal,
): Promise<string> {
  const lookup = await client.findDrive(directoryId ?? principalName, { signal })
  if (lookup.state === 'found') return lookup.drive.id
  throw graphErrors.HF_NO_DRIVE({ user: principalName, reason: lookup.reason.replace(/\.$/, '') })
}
