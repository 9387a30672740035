import { sql as raw } from 'kysely'
import type { Sql } from '../database/database.ts'
import { batches } from '../people/batches.ts'
import type { KnownUser } from './known-user.ts'
import type { DirectoryChanges } from './read-changes.ts'

/** Brings what is known of the directory up to date. What a change does not speak of stays, except in a full listing. */
export async function keepUsers(transaction: Sql, { full, users }: DirectoryChanges): Promise<void> {
  const present: { id: string; value: string }[] = []
  const gone: string[] = []
  for (const [id, user] of users) {
    if (user === null) gone.push(id)
    else present.push({ id, value: JSON.stringify(user) })
  }
  if (full) {
    const known = await transaction.selectFrom('directoryUser').select('id').execute()
    for (const { id } of known) if (!users.has(id)) gone.push(id)
  }
  for (const batch of batches(gone)) {
    await transaction.deleteFrom('directoryUser').where('id', 'in', batch).execute()
  }
  for (const batch of batches(present, 500)) {
    await transaction
      .insertInto('directoryUser')
      .values(batch)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({
          value: full ? raw<string>`excluded.value` : raw<string>`directory_user.value || excluded.value`,
        }),
      )
      .execute()
  }
}

/** The directory as it is known, by id in lower case. */
export async function readUsers(
  sql: Sql,
): Promise<Map<string, { readonly value: KnownUser; readonly leftOut: boolean }>> {
  const users = await sql.selectFrom('directoryUser').selectAll().execute()
  return new Map(users.map(({ id, value, leftOut }) => [id, { value, leftOut }]))
}
