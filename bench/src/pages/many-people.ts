import type { Control } from '@holdfast/control'
import { sql as raw } from 'kysely'

/** Fills the database with so many people who have been backed up for a while, each in their own way. */
export async function fillWithPeople({ sql }: Pick<Control, 'sql'>, count: number): Promise<void> {
  const { id } = await sql.selectFrom('profile').select('id').executeTakeFirstOrThrow()
  await raw`
    insert into person (id, principal_name, email, display_name, source, state, profile_id, created_at, updated_at)
    select gen_random_uuid(), 'person' || n || '@contoso.example', 'person' || n || '@contoso.example',
      (array['Adele', 'Bob', 'Christie', 'Diego', 'Emily', 'Fatima', 'Grady', 'Henrietta'])[1 + n % 8]
        || ' ' || initcap(translate(substr(md5(n::text), 1, 9), '0123456789', 'ghijklmnop')),
      'directory', case when n % 50 = 0 then 'preserved' else 'active' end, ${id}, now(), now()
    from generate_series(1, ${count}::integer) n`.execute(sql)
  await raw`
    insert into onedrive (id, person_id, state, last_status, first_started_at, last_attempt_at, last_success_at, items, bytes,
      last_error_code, last_error, updated_at)
    select gen_random_uuid(), id, case when n % 20 = 0 then 'disabled' else 'enabled' end,
      case when n % 10 = 0 then 'failed' when n % 7 = 0 then 'errors' else 'success' end,
      now() - interval '1 year', now(), now() - n % 700 * interval '1 hour', n % 90000, n::bigint * 1234567,
      case when n % 10 = 0 then 'HF_GRAPH_UNAVAILABLE' end,
      case when n % 10 = 0 then 'Microsoft 365 did not answer, and was asked five times.' end, now()
    from (select id, row_number() over () as n from person) as numbered`.execute(sql)
  await raw`analyze`.execute(sql)
}
