import { sql as raw } from 'kysely'
import type { Sql } from '../database/database.ts'
import type { UsageFact } from './count-usage.ts'

/**
 * Replaces what is known of a drive's files, in the transaction that ends its run. Only rows that changed are written: from
 * one backup to the next, most stay.
 */
export async function recordUsage(
  transaction: Sql,
  onedriveId: string,
  facts: readonly UsageFact[],
): Promise<void> {
  const rows = JSON.stringify(
    facts.map(({ fileType, sizeClass, ageClass, items, bytes }) => ({
      file_type: fileType,
      size_class: sizeClass,
      age_class: ageClass,
      items,
      bytes,
    })),
  )
  await raw`
    with fact as (
      select * from jsonb_to_recordset(${rows}::jsonb)
        as fact (file_type text, size_class text, age_class text, items bigint, bytes bigint)
    ), gone as (
      delete from usage_fact
      where onedrive_id = ${onedriveId}
        and (file_type, size_class, age_class) not in (select file_type, size_class, age_class from fact)
    )
    insert into usage_fact (onedrive_id, file_type, size_class, age_class, items, bytes)
    select ${onedriveId}::uuid, file_type, size_class, age_class, items, bytes from fact
    on conflict (onedrive_id, file_type, size_class, age_class)
      do update set items = excluded.items, bytes = excluded.bytes
      where (usage_fact.items, usage_fact.bytes) is distinct from (excluded.items, excluded.bytes)`.execute(
    transaction,
  )
}
