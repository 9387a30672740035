import type { Sql } from '../../database/database.ts'

/** One finding while a single cloud administrator can sign in. Before the first one is set up there is nothing to say. */
export async function oneAdministrator(sql: Sql) {
  const { count } = await sql
    .selectFrom('account')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('role', '=', 'cloud-administrator')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return count === 1 ? [{ subject: 'organisation', details: {} }] : []
}
