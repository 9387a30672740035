import { sql as raw } from 'kysely'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import type { RecoveredState } from './recovered-state.ts'

/**
 * The person whose drive a vault holds, where there is one in the database: by the id in the directory, by the drive, and
 * last by the sign-in name, which two people may have had one after the other. Rows are locked.
 */
export async function findOwner(
  transaction: Sql,
  { directoryId, driveId, principalName }: RecoveredState,
): Promise<Row<'person'> | undefined> {
  const people = transaction
    .selectFrom('person')
    .selectAll()
    .orderBy(raw`array_position(array['active', 'preserved', 'deleted'], state)`)
    .orderBy('id')
    .limit(1)
    .forUpdate()
  if (directoryId !== undefined) {
    const byId = await people.where('directoryId', '=', directoryId).executeTakeFirst()
    if (byId) return byId
  }
  const byDrive = await people
    .where('id', 'in', (query) =>
      query.selectFrom('onedrive').select('personId').where('driveId', '=', driveId),
    )
    .executeTakeFirst()
  if (byDrive) return byDrive
  let named = people.where(raw`lower(principal_name)`, '=', principalName.toLowerCase())
  if (directoryId !== undefined) named = named.where('directoryId', 'is', null)
  return await named.executeTakeFirst()
}
