import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import type { ProfileSettings } from './profile-settings.ts'

/** Raises HF_INVALID for settings that name a storage that is not there. */
export async function requireStorage(sql: Sql, { storageId }: ProfileSettings): Promise<void> {
  if (storageId === null) return
  const storage = await sql.selectFrom('storage').select('id').where('id', '=', storageId).executeTakeFirst()
  if (storage === undefined) {
    throw controlErrors.HF_INVALID({ reason: `settings.storageId: there is no storage ${storageId}` })
  }
}
